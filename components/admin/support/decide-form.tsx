'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { useFormStatus } from 'react-dom';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { Textarea } from '@/components/ui/input';

/** Two buttons of one form: whichever is pressed sends its word with it, also before any script. */
function Buttons({ charged }: { charged: number }) {
  const t = useTranslations('adminSupport.decide');
  const { pending } = useFormStatus();
  return (
    <div className="flex flex-col gap-3 sm:flex-row sm:flex-wrap">
      {charged > 0 && (
        <Button type="submit" name="decision" value="refund" size="lg" disabled={pending}>
          <Undo2 aria-hidden className="size-4.5" />
          <span className="inline-flex items-baseline gap-1.5">
            {t.rich('refund', { amount: () => <Coin amount={charged} /> })}
          </span>
        </Button>
      )}
      <Button type="submit" name="decision" value="decline" variant="secondary" size="lg" disabled={pending}>
        {t('decline')}
      </Button>
    </div>
  );
}

/** Refund or refuse, with words. */
export function DecideForm({ action, id, charged }: { action: FormStateAction; id: string; charged: number }) {
  const t = useTranslations('adminSupport.decide');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <Card>
      <h2 className="mb-4 text-lg">{t('title')}</h2>
      {state.ok ? (
        <Alert tone="good" role="status">
          {state.message}
        </Alert>
      ) : (
        <form action={formAction} noValidate className="grid gap-4">
          <input type="hidden" name="id" value={id} />
          {charged === 0 && <Alert>{t('nothing')}</Alert>}
          <Field id="answer" label={t('answer')} hint={t('answerHint')} error={state.errors.answer}>
            {(control) => (
              <Textarea
                {...control}
                name="answer"
                rows={3}
                className="min-h-24!"
                maxLength={1_000}
                defaultValue={state.values.answer}
              />
            )}
          </Field>
          {state.message && (
            <Alert tone="bad" role="alert">
              {state.message}
            </Alert>
          )}
          <Buttons charged={charged} />
        </form>
      )}
    </Card>
  );
}
