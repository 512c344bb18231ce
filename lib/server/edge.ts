/** What the middleware may know of the open services. No database. */
export { adSwitches } from './ad-switches';
