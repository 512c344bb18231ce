/** The pages of the operator's console, in the order of its navigation. */
export const CONSOLE_PAGES = [
  'overview',
  'providers',
  'models',
  'settings',
  'ads',
  'margins',
  'campaigns',
  'credits',
  'ledger',
  'support',
  'fraud',
  'safety',
  'cache',
  'mails',
] as const;

export type ConsolePage = (typeof CONSOLE_PAGES)[number];

export const consoleHref = (page: ConsolePage): string => (page === 'overview' ? '/admin' : `/admin/${page}`);
