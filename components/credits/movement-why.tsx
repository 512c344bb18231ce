import { useTranslations } from 'next-intl';
import { formatCredits } from '@/lib/format';
import type { Movement } from '@/lib/credits/types';
import { reasonWords } from './words';

/** The movement's reason as one sentence. */
function useSentence(): (movement: Movement) => string {
  const t = useTranslations('credits.movement.explain');
  const amounts = (name: string, value: number) => ({ [name]: formatCredits(value), number: value });
  return (movement) => {
    const { kind, amount, debt, charged, source, owedAfter } = movement;
    switch (kind) {
      case 'grant':
        return source ? t(`grant.${source}`) : '';
      case 'hold':
        return t('hold');
      case 'settle':
        return t(amount > 0 ? 'settle' : 'charged', { charged: formatCredits(charged), number: charged });
      case 'adjust':
        return t(amount < 0 ? 'adjustDown' : 'adjustUp');
      case 'clawback': {
        const taken = { taken: formatCredits(debt - amount), number: debt - amount };
        const by = movement.ref.type === 'ad' ? 'Ad' : '';
        if (!owedAfter) return t(`clawback${by}`, taken);
        return t(`clawback${by}Debt`, { ...taken, owed: formatCredits(owedAfter), owedNumber: owedAfter });
      }
      case 'royalty':
        return movement.uses ? t('royalty', { count: movement.uses.count }) : t('royaltyBack');
      case 'release':
      case 'refund':
      case 'expire':
        return t(kind, amounts('amount', amount));
    }
  };
}

/** What a movement did to what is owed. A clawback's sentence says it itself. */
function useDebtSentence(): (movement: Movement) => string {
  const t = useTranslations('credits.movement.explain');
  return ({ kind, debt, amount }) => {
    if (debt === 0 || kind === 'clawback') return '';
    if (debt > 0) return t('madeDebt', { made: formatCredits(debt) });
    return amount === 0 ? t('paidDebtAll') : t('paidDebt', { paid: formatCredits(-debt), number: -debt });
  };
}

/** Where the published rule of this refund stands; null for what is none. */
function ruleAddress({ kind, amount, reason }: Movement): string | null {
  if (kind === 'refund') return '/refunds#refunded_by_operator';
  const comesBack = kind === 'release' || (kind === 'settle' && amount > 0);
  return comesBack && reason && /^[a-z_]{1,40}$/.test(reason) ? `/refunds#${reason}` : null;
}

/** Ads are reversed by operators, in their own words; what a network takes back has a code. */
const isOperatorsReversal = ({ kind, ref, reason }: Movement) =>
  kind === 'clawback' && ref.type === 'ad' && reason !== 'reversed_by_network';

/** Why it happened, in sentences; an operator's words as a quotation. */
export function MovementWhy({ movement }: { movement: Movement }) {
  const t = useTranslations('credits');
  const words = useTranslations('receipt');
  const rule = ruleAddress(movement);
  const [sentence, debt] = [useSentence()(movement), useDebtSentence()(movement)];
  // The reason of an ad's grant is its kind, which the facts name.
  const reason = movement.ref.type === 'ad' && movement.kind === 'grant' ? '' : reasonWords(t, movement);
  const quoted = movement.kind === 'adjust' || isOperatorsReversal(movement);
  return (
    <section aria-labelledby="why" className="grid gap-2">
      <h2 id="why" className="text-lg">
        {t('movement.why')}
      </h2>
      <p>{sentence}</p>
      {debt && <p>{debt}</p>}
      {quoted && reason ? (
        <figure className="mt-1 border-s-4 border-coin ps-4">
          <blockquote className="font-medium wrap-anywhere whitespace-pre-line">{reason}</blockquote>
          <figcaption className="text-sm text-muted">{t('movement.explain.operatorSays')}</figcaption>
        </figure>
      ) : (
        reason && <p className="wrap-anywhere text-muted">{reason}</p>
      )}
      {rule && (
        <p>
          <a
            href={rule}
            className="inline-flex min-h-11 items-center font-semibold text-accent underline-offset-4 hover:underline"
          >
            {words('rules')}
          </a>
        </p>
      )}
    </section>
  );
}
