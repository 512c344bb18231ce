'use client';

import { useActionState } from 'react';
import type { FormStateAction } from '@/components/ui/form-state';
import { EMPTY_FORM } from '@/components/ui/form-state';
import { Textarea } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';

export interface NoteWords {
  label: string;
  save: string;
}

/** The owner's remark on a run. What was typed stays, whatever becomes of its saving. */
export function NoteForm({
  id,
  note,
  words,
  action,
}: {
  id: string;
  note: string;
  words: NoteWords;
  action: FormStateAction;
}) {
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const error = state.errors.note;
  return (
    <form action={formAction} className="grid gap-3">
      <input type="hidden" name="id" value={id} />
      <label htmlFor={`note-${id}`} className="sr-only">
        {words.label}
      </label>
      <Textarea
        id={`note-${id}`}
        name="note"
        rows={3}
        className="min-h-22"
        maxLength={2_000}
        defaultValue={state.values.note ?? note}
        key={state.values.note ?? note}
        aria-invalid={error ? true : undefined}
        aria-describedby={`note-${id}-said`}
      />
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton variant="secondary">{words.save}</SubmitButton>
        <p id={`note-${id}-said`} role="status" className={state.ok ? 'text-sm text-good' : 'text-sm text-bad'}>
          {error ?? state.message ?? ''}
        </p>
      </div>
    </form>
  );
}
