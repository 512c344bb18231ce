/** What the middleware may know of accounts: names of cookies, no secrets and no database. */
export { cookieNames, publicUrl, type AuthEnv } from './cookies';
