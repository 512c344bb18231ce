import type { Choice } from '../types';

/** What is offered; a field takes other languages by name or code, too. */
const OFFERED: Record<string, string> = {
  en: 'English',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  it: 'Italian',
  pt: 'Portuguese',
  'pt-BR': 'Portuguese (Brazil)',
  nl: 'Dutch',
  pl: 'Polish',
  cs: 'Czech',
  sv: 'Swedish',
  da: 'Danish',
  fi: 'Finnish',
  ro: 'Romanian',
  hu: 'Hungarian',
  el: 'Greek',
  tr: 'Turkish',
  uk: 'Ukrainian',
  ru: 'Russian',
  ar: 'Arabic',
  he: 'Hebrew',
  hi: 'Hindi',
  bn: 'Bengali',
  id: 'Indonesian',
  vi: 'Vietnamese',
  th: 'Thai',
  ja: 'Japanese',
  ko: 'Korean',
  'zh-Hans': 'Chinese (simplified)',
  'zh-Hant': 'Chinese (traditional)',
};

export const LANGUAGES: Choice[] = Object.entries(OFFERED).map(([value, label]) => ({ value, label }));

/** What speech models are told to expect: ISO 639-1 alone. */
export const SPOKEN: Choice[] = LANGUAGES.filter(({ value }) => /^[a-z]{2}$/.test(value));

const NAMES = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
const TAG = /^[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,2}$/i;

/** "de" and "pt-BR" as models know them best, by name; what is no code stays as it was written. */
export function languageName(asked: string): string {
  const offered = Object.hasOwn(OFFERED, asked) ? OFFERED[asked] : undefined;
  if (offered || !TAG.test(asked)) return offered ?? asked;
  try {
    return NAMES.of(asked) ?? asked;
  } catch {
    // A word that looks like a code and is none, such as "Klingon-of-old".
    return asked;
  }
}
