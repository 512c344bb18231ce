'use client';

import { ChevronDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { Checkbox, Textarea } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { PROBLEM_REASONS } from '@/lib/support/types';

function Reasons({ state }: { state: FormState }) {
  const t = useTranslations('support');
  const error = state.errors.reason;
  return (
    <fieldset aria-describedby={error ? 'reason-error' : undefined} className="grid min-w-0 gap-2">
      <legend className="mb-2 text-sm font-semibold">{t('what')}</legend>
      {PROBLEM_REASONS.map((reason) => (
        <label
          key={reason}
          className="flex cursor-pointer items-center gap-3 rounded-control border border-line bg-surface px-3.5 py-2 transition-colors tap hover:border-edge has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name="reason"
            value={reason}
            defaultChecked={state.values.reason === reason}
            aria-invalid={error ? true : undefined}
            className="size-4.5 shrink-0 accent-(--color-accent) outline-none"
          />
          {t(`reasons.${reason}`)}
        </label>
      ))}
      {error && (
        <p id="reason-error" className="text-sm font-medium text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface ProblemFormProps {
  action: FormStateAction;
  runId: string;
  /** What the line says that opens the form. */
  label: string;
  /** Whether it is open from the start. */
  asked?: boolean;
}

/**
 * What went wrong, in a tap and, if one likes, in words: behind one line, which the browser itself opens, and which stays
 * open while something is wrong with what was sent. Works before any script.
 */
export function ProblemForm({ action, runId, label, asked = false }: ProblemFormProps) {
  const t = useTranslations('support');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  if (state.ok) {
    return (
      <Alert tone="good" role="status">
        {state.message}
      </Alert>
    );
  }
  return (
    <details open={asked || state.message !== null} className="group">
      <summary className="flex cursor-pointer items-center justify-between gap-3 font-semibold tap">
        {label}
        <ChevronDown aria-hidden className="size-4.5 text-muted transition-transform group-open:rotate-180" />
      </summary>
      <form action={formAction} noValidate className="grid gap-5 pt-4">
        <input type="hidden" name="runId" value={runId} />
        <Reasons key={state.values.reason} state={state} />
        <Field
          id="message"
          label={t('message')}
          aside={t('optional')}
          hint={t('messageHint')}
          error={state.errors.message}
        >
          {(control) => (
            <Textarea
              {...control}
              name="message"
              rows={3}
              className="min-h-24!"
              maxLength={2_000}
              defaultValue={state.values.message}
            />
          )}
        </Field>
        <div>
          <Checkbox
            name="sharesContent"
            value="true"
            defaultChecked={state.values.sharesContent === 'true'}
            label={t('shares')}
            aria-describedby="shares-hint"
          />
          <p id="shares-hint" className="ps-8 text-sm text-muted">
            {t('sharesHint')}
          </p>
        </div>
        {state.message && (
          <Alert tone="bad" role="alert">
            {state.message}
          </Alert>
        )}
        <SubmitButton>{t('send')}</SubmitButton>
      </form>
    </details>
  );
}
