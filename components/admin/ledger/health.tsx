import { ChevronDown, CircleCheck, CircleX } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { When } from '@/components/ui/when';

interface Check {
  name: string;
  rule: string;
  ok: boolean;
  count: number;
  differences: { subject: string; expected: string; actual: string }[];
}

export interface HealthProps {
  health: {
    ok: boolean;
    startedAt: string;
    finishedAt: string;
    checks: Check[];
    counts: { users: number; transactions: number; entries: number };
  } | null;
  /** What checks again. */
  action: ReactNode;
}

function Differences({ check }: { check: Check }) {
  const t = useTranslations('ledger.health');
  const hidden = check.count - check.differences.length;
  return (
    <li className="grid gap-2 border-t border-line py-4 first:border-t-0">
      <h3 className="flex items-start gap-2 text-base">
        <CircleX aria-hidden className="mt-0.5 size-5 shrink-0 text-bad" />
        <span>
          {check.rule} <span className="font-mono text-sm font-normal text-muted">{check.name}</span>
        </span>
      </h3>
      <p className="text-sm font-medium text-bad">{t('differences', { count: check.count })}</p>
      <ul className="grid gap-2 text-sm">
        {check.differences.map(({ subject, expected, actual }, index) => (
          <li key={index} className="rounded-control bg-sunken p-3 font-mono wrap-anywhere">
            {subject}
            <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3">
              <dt className="text-muted">{t('expected')}</dt>
              <dd>{expected}</dd>
              <dt className="text-muted">{t('actual')}</dt>
              <dd>{actual}</dd>
            </dl>
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="text-sm text-muted">{t('more', { count: hidden })}</p>}
    </li>
  );
}

/** Every rule with its verdict; folded, since a good day has nothing to read in it. */
function Rules({ checks }: { checks: Check[] }) {
  const t = useTranslations('ledger.health');
  return (
    <details className="group mt-4 border-t border-line pt-2">
      <summary className="flex items-center justify-between gap-3 font-medium tap">
        {t('rules')}
        <ChevronDown aria-hidden className="size-4 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <ul className="mt-2 grid gap-2.5">
        {checks.map(({ name, rule, ok }) => {
          const Icon = ok ? CircleCheck : CircleX;
          return (
            <li key={name} className="flex items-start gap-2 text-[0.9375rem]">
              <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${ok ? 'text-good' : 'text-bad'}`} />
              <span className="min-w-0">
                <span className="sr-only">{t(ok ? 'good' : 'bad')}: </span>
                {rule} <span className="font-mono text-sm wrap-anywhere text-muted">{name}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

/** What the newest check found. */
export function Health({ health, action }: HealthProps) {
  const t = useTranslations('ledger.health');
  if (!health) {
    return (
      <EmptyState title={t('unchecked')} action={action}>
        {t('uncheckedBody')}
      </EmptyState>
    );
  }
  const { checks, counts, startedAt, finishedAt } = health;
  const broken = checks.filter((check) => !check.ok);
  const seconds = Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1_000);
  return (
    <Card>
      <CardHeader title={t('title')} aside={action} />
      {health.ok ? (
        <Alert tone="good" title={t('ok', { count: checks.length })} />
      ) : (
        <Alert tone="bad" title={t('broken', { broken: broken.length, count: checks.length })}>
          {t('brokenBody')}
        </Alert>
      )}
      <p className="mt-3 text-sm text-muted">
        {t.rich('when', { ...counts, seconds, date: () => <When at={finishedAt} /> })}
      </p>
      {broken.length > 0 && (
        <ul className="mt-3">
          {broken.map((check) => (
            <Differences key={check.name} check={check} />
          ))}
        </ul>
      )}
      <Rules checks={checks} />
    </Card>
  );
}
