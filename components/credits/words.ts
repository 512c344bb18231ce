import { useTranslations } from 'next-intl';
import type { StatementEntry } from '@/lib/credits/types';
import type { Subject } from './types';

type Moved = Pick<StatementEntry, 'kind' | 'source' | 'amount' | 'ref'> & { debt?: number };

/** What moved, in a few words. Takes the translator of `credits`, so that a file of it can be written too. */
export function movementWords(t: ReturnType<typeof useTranslations<'credits'>>, entry: Moved): string {
  if (entry.kind === 'grant' && entry.source) return t(`granted.${entry.source}`);
  if (entry.kind === 'royalty' && (entry.amount < 0 || (entry.debt ?? 0) > 0)) return t('kind.royaltyBack');
  if (entry.kind === 'clawback' && (entry.ref.type === 'ad' || entry.ref.type === 'offer')) {
    return t(`kind.taken.${entry.ref.type}`);
  }
  if (entry.kind === 'settle' && entry.amount === 0) return t('kind.charged');
  return t(`kind.${entry.kind}`);
}

/** Codes have sentences in the catalog; an operator's own words stand as they are. */
export function reasonWords(
  t: ReturnType<typeof useTranslations<'credits'>>,
  entry: Pick<StatementEntry, 'kind' | 'reason' | 'ref'>,
): string {
  const { reason } = entry;
  if (!reason) return '';
  if (entry.kind === 'adjust') return reason;
  const key = `reasons.${reason}` as Parameters<typeof t>[0];
  return /^[a-z_]{1,40}$/.test(reason) && t.has(key) ? t(key) : reason;
}

/** "1-minute text ad · shown by this site". */
export function useAdWords(): (ad: Extract<Subject, { type: 'ad' }>) => string {
  const t = useTranslations('credits.subject');
  return ({ kind, watchSeconds, network }) => {
    const named = { kind: t(`adKind.${kind}`) };
    const what =
      watchSeconds >= 60 && watchSeconds % 60 === 0
        ? t('adMinutes', { minutes: watchSeconds / 60, ...named })
        : t('ad', { seconds: watchSeconds, ...named });
    const key = `network.${network}` as Parameters<typeof t>[0];
    return `${what} · ${t.has(key) ? t(key) : network}`;
  };
}

/** What the movement was about beyond its kind; empty when its words say all. */
export function useSubjectWords(): (ref: StatementEntry['ref'], subject: Subject | undefined) => string {
  const t = useTranslations('credits');
  const adWords = useAdWords();
  return (ref, subject) => {
    if (subject?.type === 'ad') return adWords(subject);
    if (subject?.type === 'run') {
      const rest = subject.deleted ? t('statement.deleted') : subject.title && `“${subject.title}”`;
      return rest ? `${subject.toolName} · ${rest}` : subject.toolName;
    }
    if (ref.type === 'prompt' || ref.type === 'payment') return t(`subject.${ref.type}`, { id: ref.id });
    return '';
  };
}
