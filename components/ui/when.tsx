import { useFormatter } from 'next-intl';

/** A moment for people, with the exact one in its title and for machines. Times are UTC, and say so. */
export function When({ at, style = 'long' }: { at: string; style?: 'long' | 'day' }) {
  const format = useFormatter();
  const date = new Date(at);
  const text =
    style === 'day'
      ? format.dateTime(date, { day: 'numeric', month: 'short', year: 'numeric' })
      : format.dateTime(date, {
          day: 'numeric',
          month: 'short',
          year: 'numeric',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
          timeZoneName: 'short',
        });
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {text}
    </time>
  );
}
