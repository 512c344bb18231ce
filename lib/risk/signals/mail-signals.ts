import { ramp, sight, type Signal } from './signal';

export interface MailFacts {
  disposable: boolean;
  /** Other accounts with the same mailbox behind their address. */
  twins: number;
}

export const disposable: Signal<MailFacts> = (facts) => (facts.disposable ? sight(1, {}) : null);

export const twin: Signal<MailFacts> = ({ twins }) => sight(ramp(twins, 0, 3), { accounts: twins });
