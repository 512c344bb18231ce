'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { When } from '@/components/ui/when';
import { formatCredits } from '@/lib/format';
import { ConfirmStep, TypeStep } from '../two-steps';

interface RefundFormProps {
  action: FormStateAction;
  run: { id: string; toolId: string; status: string; charged: number; refunded: number; createdAt: string };
  /** Whose run it is. */
  email: string;
  idempotencyKey: string;
}

function Fields({ state, charged }: { state: FormState; charged: number }) {
  const t = useTranslations('ledger.refund');
  const most = formatCredits(charged);
  const words = {
    ...{ amount: t('amount'), amountHint: t('amountHint', { charged: most }) },
    ...{ reason: t('reason'), reasonHint: t('reasonHint'), review: t('review') },
  };
  return <TypeStep state={state} words={words} placeholder={most} />;
}

function Confirm({ state, charged, email }: { state: FormState; charged: number; email: string }) {
  const t = useTranslations('ledger.refund');
  const amount = state.values.amount ? Number(state.values.amount) : charged;
  return (
    <ConfirmStep state={state} words={{ confirm: t('confirm'), change: t('change') }}>
      <p className="text-lg font-semibold wrap-anywhere">
        {t.rich('sentence', { amount: () => <Coin amount={amount} />, email })}
      </p>
      <p>{t('where')}</p>
      <p className="wrap-anywhere whitespace-pre-wrap">{t('why', { reason: state.values.reason ?? '' })}</p>
    </ConfirmStep>
  );
}

/** Gives back what a run was charged, in two steps that both work before any script. */
export function RefundForm({ action, run, email, idempotencyKey }: RefundFormProps) {
  const t = useTranslations('ledger.refund');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const coin = (amount: number) => () => <Coin amount={amount} />;
  const nothing = run.status === 'running' ? t('running') : run.charged === 0 ? t('nothing') : null;
  return (
    <Card>
      <h2 className="mb-2 text-lg">{t('title')}</h2>
      <p className="mb-4">
        {t.rich('facts', {
          tool: run.toolId,
          date: () => <When at={run.createdAt} />,
          charged: coin(run.charged),
          refunded: coin(run.refunded),
        })}
      </p>
      <form action={formAction} className="grid gap-5">
        {state.message && (
          <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
            {state.message}
          </Alert>
        )}
        <input type="hidden" name="runId" value={run.id} />
        <input type="hidden" name="idempotencyKey" value={state.values.idempotencyKey ?? idempotencyKey} />
        {nothing && <p className="text-muted">{nothing}</p>}
        {!nothing && state.values.step === 'confirm' && <Confirm state={state} charged={run.charged} email={email} />}
        {!nothing && state.values.step !== 'confirm' && <Fields state={state} charged={run.charged} />}
      </form>
    </Card>
  );
}
