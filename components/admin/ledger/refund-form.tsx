'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { Input, Textarea } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { When } from '@/components/ui/when';
import { formatCredits } from '@/lib/format';

interface RefundFormProps {
  action: FormStateAction;
  run: { id: string; toolId: string; status: string; charged: number; refunded: number; createdAt: string };
  /** Whose run it is. */
  email: string;
  idempotencyKey: string;
}

function Fields({ state, charged }: { state: FormState; charged: number }) {
  const t = useTranslations('ledger.refund');
  return (
    <>
      <Field
        id="amount"
        label={t('amount')}
        hint={t('amountHint', { charged: formatCredits(charged) })}
        error={state.errors.amount}
      >
        {(control) => (
          <Input
            {...control}
            name="amount"
            inputMode="decimal"
            defaultValue={state.values.amount}
            placeholder={formatCredits(charged)}
            autoComplete="off"
            className="max-w-60 tabular-nums"
          />
        )}
      </Field>
      <Field id="reason" label={t('reason')} hint={t('reasonHint')} error={state.errors.reason}>
        {(control) => (
          <Textarea {...control} name="reason" rows={2} maxLength={500} defaultValue={state.values.reason} required />
        )}
      </Field>
      <SubmitButton className="justify-self-start">{t('review')}</SubmitButton>
    </>
  );
}

/** The second step: says in one sentence what will happen, and asks. */
function Confirm({ state, charged, email }: { state: FormState; charged: number; email: string }) {
  const t = useTranslations('ledger.refund');
  const amount = state.values.amount ? Number(state.values.amount) : charged;
  return (
    <>
      <input type="hidden" name="amount" value={state.values.amount ?? ''} />
      <input type="hidden" name="reason" value={state.values.reason} />
      <div role="alert" className="grid gap-2 rounded-control border border-coin bg-coin-soft p-4">
        <p className="text-lg font-semibold wrap-anywhere">
          {t.rich('sentence', { amount: () => <Coin amount={amount} />, email })}
        </p>
        <p>{t('where')}</p>
        <p className="wrap-anywhere whitespace-pre-wrap">{t('why', { reason: state.values.reason ?? '' })}</p>
      </div>
      <div className="flex flex-wrap gap-3">
        <SubmitButton name="step" value="confirmed">
          {t('confirm')}
        </SubmitButton>
        <SubmitButton name="step" value="change" variant="secondary">
          {t('change')}
        </SubmitButton>
      </div>
    </>
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
