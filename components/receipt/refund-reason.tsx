import { useTranslations } from 'next-intl';

/** Why credits came back, in a few words, with the way to the published rules. */
export function RefundReason({ reason }: { reason: string }) {
  const t = useTranslations('receipt');
  const words = useTranslations('receipt.reasons');
  const key = reason as Parameters<typeof words>[0];
  return (
    <>
      <span className="block">{words.has(key) ? words(key) : reason}</span>
      <a
        href={`/refunds#${encodeURIComponent(reason)}`}
        className="inline-flex min-h-11 items-center text-sm font-semibold text-accent underline-offset-4 hover:underline"
      >
        {t('rules')}
      </a>
    </>
  );
}
