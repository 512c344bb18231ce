import type { FileKind, InputField } from '../types';

type Given = Pick<InputField, 'id' | 'label' | 'placeholder' | 'maxLength'> & Partial<InputField>;

/** What is written over several lines and cannot be left out, unless said otherwise. */
export function longText(field: Given): InputField {
  return { multiline: true, required: true, ...field };
}

/** What fits in one line. */
export function shortText(field: Given): InputField {
  return { multiline: false, required: true, ...field };
}

/** An id is a UUID. */
const ID_CHARACTERS = 36;

/** One of the user's own files, by its id. */
export function fileField(
  field: Pick<InputField, 'label' | 'placeholder'> & { accepts: readonly FileKind[] } & Partial<InputField>,
): InputField {
  return { id: 'fileId', type: 'file', multiline: false, required: true, maxLength: ID_CHARACTERS, ...field };
}

/** What all providers take: 31 bits. */
const MOST_SEED = 2_147_483_647;

/** The same seed with the same words gives the same picture, where a model keeps to it. */
export const SEED: InputField = {
  id: 'seed',
  type: 'number',
  label: 'Seed',
  placeholder: 'Any whole number',
  hint: 'The same number and the same words give the same result where the model supports it. Leave it empty for a surprise.',
  multiline: false,
  required: false,
  maxLength: String(MOST_SEED).length,
  min: 0,
  max: MOST_SEED,
};

/** The seed of a call; nothing where none was given. */
export function seedOf(text: string | undefined): { seed?: number } {
  return text ? { seed: Number(text) } : {};
}
