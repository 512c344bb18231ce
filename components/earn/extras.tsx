import { FastForward, MessageCircleQuestion, type LucideIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { AdLink, placeOf } from './ad-link';
import type { EarnFacts } from './types';
import { wayToAd } from './way-to-ad';

function Extra({ Icon, title, body, reward }: { Icon: LucideIcon; title: string; body: string; reward: number }) {
  return (
    <li className="flex flex-wrap gap-3.5 border-t border-line pt-4 first:border-0 first:pt-0">
      <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-full bg-coin-soft text-coin-ink">
        <Icon className="size-5" />
      </span>
      <div className="min-w-0 flex-1 basis-40">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <h3 className="font-sans text-base font-semibold tracking-normal">{title}</h3>
          <Coin amount={reward} signed />
        </div>
        <p className="text-[0.9375rem] text-muted">{body}</p>
      </div>
    </li>
  );
}

/** What pays on top of an ad. While one may be watched on for, the way there. */
export function ExtrasCard({ extras, bonus, ways }: Pick<EarnFacts, 'extras' | 'bonus' | 'ways'>) {
  const t = useTranslations('earn.extras');
  const { question, watchOn } = extras;
  if (!question && !watchOn) return null;
  return (
    <Card className="flex flex-col gap-4">
      <h2 className="text-lg">{t('title')}</h2>
      <ul className="grid gap-4">
        {question && (
          <Extra Icon={MessageCircleQuestion} title={t('question')} body={t('questionBody')} reward={question.reward} />
        )}
        {watchOn && (
          <Extra
            Icon={FastForward}
            title={t('watchOn')}
            body={t('watchOnBody', { seconds: watchOn.watchSeconds })}
            reward={watchOn.reward}
          />
        )}
      </ul>
      {bonus && (
        <AdLink
          href={wayToAd(bonus.kind, { bonus: '1' })}
          place={placeOf(ways, bonus.kind)}
          variant="coin"
          className="mt-auto"
        >
          {t('now', { seconds: bonus.watchSeconds, reward: bonus.reward })}
        </AdLink>
      )}
    </Card>
  );
}
