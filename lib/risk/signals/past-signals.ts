import { ramp, sight, type Signal } from './signal';

export interface PastFacts {
  /** Claims of the last 90 days that were refused or taken back, and cases that were fraud. */
  undone: number;
  confirmed: number;
  owes: boolean;
  /** What the registration had counted, 0 to 100. */
  registerScore: number;
}

export const past: Signal<PastFacts> = ({ undone, confirmed, owes }) =>
  sight(Math.min(1, ramp(undone, 0, 4) + (confirmed > 0 ? 0.7 : 0) + (owes && undone > 0 ? 0.2 : 0)), {
    undone,
    confirmed,
  });

export const registration: Signal<PastFacts> = ({ registerScore }) =>
  sight(ramp(registerScore, 20, 60), { score: registerScore });
