import { getRequestConfig } from 'next-intl/server';
import { DEFAULT_LOCALE } from './locale';
import { messages } from './messages';

/** One language so far, and no language in the path. Times are told in UTC, as the ledger keeps them. */
export default getRequestConfig(async () => ({ locale: DEFAULT_LOCALE, messages, timeZone: 'UTC' }));
