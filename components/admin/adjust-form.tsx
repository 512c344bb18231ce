'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { ConfirmStep, TypeStep } from './two-steps';

interface AdjustFormProps {
  action: FormStateAction;
  user: { id: string; email: string };
  /** In credits, before the change. */
  available: number;
  /** Made with the page, so that a repeated click pays once. */
  idempotencyKey: string;
}

function Fields({ state }: { state: FormState }) {
  const t = useTranslations('admin.credits');
  const words = {
    ...{ amount: t('amount'), amountHint: t('amountHint'), reason: t('reason'), reasonHint: t('reasonHint') },
    review: t('review'),
  };
  return <TypeStep state={state} words={words} signed />;
}

function Confirm({ state, email, available }: { state: FormState; email: string; available: number }) {
  const t = useTranslations('admin.credits');
  const amount = Number(state.values.amount);
  const tooMuch = available + amount < 0;
  return (
    <ConfirmStep state={state} words={{ confirm: t('confirm'), change: t('change') }} possible={!tooMuch}>
      <p className="text-lg font-semibold wrap-anywhere">
        {t.rich(amount < 0 ? 'confirmTake' : 'confirmGive', {
          amount: () => <Coin amount={Math.abs(amount)} />,
          email,
        })}
      </p>
      {tooMuch ? (
        <p className="font-medium text-bad">{t.rich('tooMuch', { available: () => <Coin amount={available} /> })}</p>
      ) : (
        <p>{t.rich('confirmAfter', { after: () => <Coin amount={available + amount} /> })}</p>
      )}
      <p className="wrap-anywhere whitespace-pre-wrap">{t('confirmReason', { reason: state.values.reason ?? '' })}</p>
    </ConfirmStep>
  );
}

/** Gives credits or takes them, in two steps that both work before any script. */
export function AdjustForm({ action, user, available, idempotencyKey }: AdjustFormProps) {
  const t = useTranslations('admin.credits');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <Card>
      <h2 className="mb-4 text-lg">{t('adjust')}</h2>
      <form action={formAction} className="grid gap-5">
        {state.message && (
          <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
            {state.message}
          </Alert>
        )}
        <input type="hidden" name="userId" value={user.id} />
        <input type="hidden" name="idempotencyKey" value={state.values.idempotencyKey ?? idempotencyKey} />
        {state.values.step === 'confirm' ? (
          <Confirm state={state} email={user.email} available={available} />
        ) : (
          <Fields state={state} />
        )}
      </form>
    </Card>
  );
}
