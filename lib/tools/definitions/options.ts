import type { OptionField } from '../types';

/** An option from its values and labels; the first choice is the default unless another is named. */
export function option(
  id: string,
  label: string,
  choices: Readonly<Record<string, string>>,
  standard = Object.keys(choices)[0] ?? '',
): OptionField {
  return {
    id,
    label,
    choices: Object.entries(choices).map(([value, name]) => ({ value, label: name })),
    default: standard,
  };
}

/** How many pictures one run makes. */
export const COUNT: OptionField = {
  id: 'count',
  label: 'Pictures',
  choices: ['1', '2', '3', '4'].map((value) => ({ value, label: value })),
  default: '1',
};
