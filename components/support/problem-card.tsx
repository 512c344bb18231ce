import { LifeBuoy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { When } from '@/components/ui/when';
import type { ProblemStatus, ProblemView } from '@/lib/support/types';

export const PROBLEM_TONES: Record<ProblemStatus, BadgeTone> = {
  open: 'accent',
  refunded: 'good',
  declined: 'neutral',
};

function Said({ who, children }: { who: string; children: ReactNode }) {
  return (
    <figure className="border-s-2 border-line ps-3.5">
      <figcaption className="text-sm text-muted">{who}</figcaption>
      <blockquote className="wrap-anywhere whitespace-pre-wrap">{children}</blockquote>
    </figure>
  );
}

function Outcome({ problem }: { problem: ProblemView }) {
  const t = useTranslations('support');
  switch (problem.status) {
    case 'open':
      return (
        <>
          <p className="font-semibold">{t('open.title')}</p>
          <p className="text-[0.9375rem] text-muted">{t('open.body')}</p>
        </>
      );
    case 'refunded':
      return (
        <>
          <p className="font-semibold">
            {t.rich('refunded.title', { amount: () => <Coin amount={problem.refunded ?? 0} /> })}
          </p>
          <p className="text-[0.9375rem] text-muted">{t('refunded.body')}</p>
        </>
      );
    case 'declined':
      return <p className="font-semibold">{t('declined.title')}</p>;
  }
}

/** What was reported, and what became of it. */
function Reported({ problem }: { problem: ProblemView }) {
  const t = useTranslations('support');
  const { decidedAt } = problem;
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <Outcome problem={problem} />
      </div>
      {problem.answer && <Said who={t('operatorSays')}>{problem.answer}</Said>}
      <Said who={t('youSaid')}>
        <span className="font-medium">{t(`reasons.${problem.reason}`)}</span>
        {problem.message && `\n${problem.message}`}
      </Said>
      <ul className="text-sm text-muted">
        <li>{t.rich('reported', { when: () => <When at={problem.createdAt} /> })}</li>
        {decidedAt && <li>{t.rich('decided', { when: () => <When at={decidedAt} /> })}</li>}
        {problem.status === 'open' && <li>{t(`content.${problem.sharesContent}`)}</li>}
      </ul>
    </div>
  );
}

interface ProblemCardProps {
  /** The newest report; null where there is none. */
  problem: ProblemView | null;
  /** What can be reported now; absent while a report is open. */
  form?: ReactNode;
}

/** "Problem with this run?": the way to the operator, and their answer. */
export function ProblemCard({ problem, form }: ProblemCardProps) {
  const t = useTranslations('support');
  return (
    <section aria-labelledby="problem-title" id="problem" className="scroll-mt-24">
      <Card className="grid gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <h2 id="problem-title" className="flex items-center gap-2.5 text-lg">
            <LifeBuoy aria-hidden className="size-5 text-muted" />
            {t(problem ? 'titleReported' : 'title')}
          </h2>
          {problem && <Badge tone={PROBLEM_TONES[problem.status]}>{t(`status.${problem.status}`)}</Badge>}
        </div>
        {problem ? <Reported problem={problem} /> : <p className="text-[0.9375rem] text-muted">{t('lead')}</p>}
        {form}
      </Card>
    </section>
  );
}
