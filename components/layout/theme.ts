export const THEME_COOKIE = 'theme';
export type Theme = 'light' | 'dark';

/** The chosen theme, or undefined to follow the system. Anything else in the cookie is ignored. */
export function themeFrom(value: string | undefined): Theme | undefined {
  return value === 'light' || value === 'dark' ? value : undefined;
}
