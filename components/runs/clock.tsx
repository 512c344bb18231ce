import { useFormatter } from 'next-intl';

/** The time of a day that is told elsewhere, in UTC. */
export function Clock({ at }: { at: string }) {
  const format = useFormatter();
  return (
    <time dateTime={at} className="whitespace-nowrap tabular-nums">
      {format.dateTime(new Date(at), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}
    </time>
  );
}
