export { messages, type Messages, type Namespace } from './messages';
export { DEFAULT_LOCALE, directionOf, type Locale } from './locale';
