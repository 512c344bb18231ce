/** What the middleware counts with: this process's memory, no store. */
export { coarseWait } from './coarse';
