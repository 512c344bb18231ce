/** Whom a limit counts. `user` falls back to the address for guests. */
export type SubjectKind = 'address' | 'user' | 'account';

export interface Policy {
  /** Requests allowed per window. */
  points: number;
  windowSeconds: number;
  subject: SubjectKind;
  /** When the shared store hangs, refuses or is read-only: count in this process, or let pass. */
  onStoreFailure: 'local' | 'open';
  /** Counted in this process only; for what must not cost a round trip. */
  localOnly?: boolean;
  /** Holds even while the operator has lifted the limits. */
  always?: boolean;
}

/** Every limit of the hub. Generous for people, tight where guessing or farming pays. */
export const POLICIES = {
  /** Pages in the middleware, the API in its wrapper: everything one address asks for. */
  coarse: { points: 3_000, windowSeconds: 60, subject: 'address', onStoreFailure: 'local', localOnly: true },
  signIn: { points: 200, windowSeconds: 300, subject: 'address', onStoreFailure: 'local', always: true },
  /** Wrong passwords for one mail address; a right one clears the count. */
  signInAccount: { points: 10, windowSeconds: 900, subject: 'account', onStoreFailure: 'local', always: true },
  register: { points: 50, windowSeconds: 3_600, subject: 'address', onStoreFailure: 'local' },
  forgot: { points: 30, windowSeconds: 3_600, subject: 'address', onStoreFailure: 'local' },
  /** Mails with links that one mailbox is sent, whether it has an account or not. */
  accountMail: { points: 5, windowSeconds: 3_600, subject: 'account', onStoreFailure: 'local' },
  export: { points: 20, windowSeconds: 3_600, subject: 'user', onStoreFailure: 'local' },
  run: { points: 600, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
  /** Each may be a thousand runs. */
  batch: { points: 60, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
  batchQuote: { points: 120, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
  quote: { points: 600, windowSeconds: 60, subject: 'user', onStoreFailure: 'open' },
  adStart: { points: 30, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
  adProgress: { points: 300, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
  claim: { points: 60, windowSeconds: 60, subject: 'user', onStoreFailure: 'local', always: true },
  read: { points: 1_200, windowSeconds: 60, subject: 'user', onStoreFailure: 'open' },
  write: { points: 240, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
  upload: { points: 60, windowSeconds: 300, subject: 'user', onStoreFailure: 'local' },
  /** Recomputes the whole ledger. */
  ledgerCheck: { points: 6, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
  /** Asks a provider for its list. */
  providerList: { points: 30, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
  admin: { points: 600, windowSeconds: 60, subject: 'user', onStoreFailure: 'local' },
} as const satisfies Record<string, Policy>;

/** `none` is for probes and for ad networks' callbacks, whose money arrives from few addresses. */
export type PolicyName = keyof typeof POLICIES | 'none';
export type LimitedPolicy = keyof typeof POLICIES;

/** The policy with every optional member in its type. */
export function policyOf(name: LimitedPolicy): Policy {
  return POLICIES[name];
}
