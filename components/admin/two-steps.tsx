import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import type { FormState } from '@/components/ui/form-state';
import { Input, Textarea } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';

interface TypeStepProps {
  state: FormState;
  words: Record<'amount' | 'amountHint' | 'reason' | 'reasonHint' | 'review', string>;
  /** A sign may be typed, and then something must be. */
  signed?: boolean;
  placeholder?: string;
}

/** The first step of an operator's change of credits: how many, and why. */
export function TypeStep({ state, words, signed = false, placeholder }: TypeStepProps) {
  return (
    <>
      <Field id="amount" label={words.amount} hint={words.amountHint} error={state.errors.amount}>
        {(control) => (
          <Input
            {...control}
            name="amount"
            inputMode={signed ? 'text' : 'decimal'}
            defaultValue={state.values.amount}
            placeholder={placeholder}
            required={signed}
            autoComplete="off"
            className="max-w-60 tabular-nums"
          />
        )}
      </Field>
      <Field id="reason" label={words.reason} hint={words.reasonHint} error={state.errors.reason}>
        {(control) => (
          <Textarea {...control} name="reason" rows={2} maxLength={500} defaultValue={state.values.reason} required />
        )}
      </Field>
      <SubmitButton className="justify-self-start">{words.review}</SubmitButton>
    </>
  );
}

interface ConfirmStepProps {
  state: FormState;
  words: Record<'confirm' | 'change', string>;
  /** Whether it can be done at all; else only a change is offered. */
  possible?: boolean;
  /** What will happen, in sentences. */
  children: ReactNode;
}

/** The second step: says what will happen, and asks. */
export function ConfirmStep({ state, words, possible = true, children }: ConfirmStepProps) {
  return (
    <>
      <input type="hidden" name="amount" value={state.values.amount ?? ''} />
      <input type="hidden" name="reason" value={state.values.reason} />
      <div role="alert" className="grid gap-2 rounded-control border border-coin bg-coin-soft p-4">
        {children}
      </div>
      <div className="flex flex-wrap gap-3">
        {possible && (
          <SubmitButton name="step" value="confirmed">
            {words.confirm}
          </SubmitButton>
        )}
        <SubmitButton name="step" value="change" variant="secondary">
          {words.change}
        </SubmitButton>
      </div>
    </>
  );
}
