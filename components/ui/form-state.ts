/** What a form's action answers: what was typed, what is wrong with it, and what to say about it. */
export interface FormState {
  /** Everything typed except secrets, so that nothing has to be typed twice. */
  values: Record<string, string>;
  /** By field name. */
  errors: Record<string, string>;
  /** About the form as a whole. */
  message: string | null;
  ok: boolean;
}

export const EMPTY_FORM: FormState = { values: {}, errors: {}, message: null, ok: false };

/** What was typed, while it was refused; null where what is stored is what to show. */
export const typedOf = ({ ok, message, values }: FormState): FormState['values'] | null =>
  ok || message === null ? null : values;

/** An action that can run before any script: React posts the form itself. */
export type FormStateAction = (previous: FormState, form: FormData) => Promise<FormState>;
