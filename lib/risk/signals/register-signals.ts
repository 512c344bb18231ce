import { disposable, twin, type MailFacts } from './mail-signals';
import { ramp, sight, type Signal, type SignalTable } from './signal';

/** What is known when an account is opened: other accounts of the last 24 hours from the same place. */
export interface RegisterFacts extends MailFacts {
  deviceSignups: number;
  addressSignups: number;
}

/** A family has one or two more. */
const deviceSignups: Signal<RegisterFacts> = (facts) =>
  sight(ramp(facts.deviceSignups, 2, 6), { accounts: facts.deviceSignups });

/** Schools and carriers open many from one address. */
const addressSignups: Signal<RegisterFacts> = (facts) =>
  sight(ramp(facts.addressSignups, 10, 50), { accounts: facts.addressSignups });

export const REGISTER_SIGNALS: SignalTable<RegisterFacts> = { disposable, twin, deviceSignups, addressSignups };
