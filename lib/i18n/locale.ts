export const DEFAULT_LOCALE = 'en';
export type Locale = typeof DEFAULT_LOCALE;

/** The writing direction of a language, for `<html dir>`. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return new Set(['ar', 'fa', 'he', 'ur']).has(locale.split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
