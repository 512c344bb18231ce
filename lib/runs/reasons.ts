import type { RefundShare } from './types';

interface Reason {
  share: RefundShare;
  /** What a person reads beside the run. */
  sentence: string;
}

/** Of a flat price one part in so many is due once anything was delivered. */
export const STOP_FLOOR_PARTS = 5;

/**
 * Why a run was refunded, wholly or in part: what receipts name, what /refunds publishes, in the order it stands there.
 */
export const REASONS = {
  provider_unavailable: { share: 'all', sentence: 'No provider could answer. Your credits are back.' },
  provider_timeout: { share: 'all', sentence: 'The providers took too long to answer. Your credits are back.' },
  empty_output: { share: 'all', sentence: 'The answer came back empty. Your credits are back.' },
  cut_short: {
    share: 'all',
    sentence: 'The answer broke off. You keep what had arrived, and your credits are back.',
  },
  invalid_input: {
    share: 'all',
    sentence: 'The provider could not work with this input. Your credits are back.',
  },
  moderated: {
    share: 'all',
    sentence:
      'Refused under the rules for content, the provider’s or this hub’s. What was refused is not shown. Your credits are back.',
  },
  server_stopping: {
    share: 'all',
    sentence: 'The server was restarted during this run. Your credits are back.',
  },
  interrupted: {
    share: 'all',
    sentence: 'This answer was interrupted. You keep what had arrived, and nothing is charged for it.',
  },
  cancelled: { share: 'all', sentence: 'You stopped this run before the answer began. Your credits are back.' },
  cancelled_partly: {
    share: 'part',
    sentence: 'You stopped this run. You paid for the part that had arrived; the rest is back.',
  },
  cheaper_model: { share: 'part', sentence: 'A more economical model answered. The difference is back.' },
  fewer_pieces: { share: 'part', sentence: 'Fewer pictures came than you asked for. The rest is back.' },
  wrong_form: {
    share: 'all',
    sentence: 'The answer did not have the form you asked for. Your credits are back.',
  },
  leader_stopped: {
    share: 'all',
    sentence: 'You stopped the identical run that this one was waiting for. Nothing is charged for it.',
  },
  not_enough_left: {
    share: 'all',
    sentence: 'You did not have enough credits left when the answer came. Nothing is charged for this run.',
  },
  refunded_by_operator: {
    share: 'part',
    sentence: 'The operator refunded this run afterwards. The credits are back where they came from.',
  },
  metered: { share: 'unused', sentence: 'You paid for what this run used; the rest of what was set aside is back.' },
} as const satisfies Record<string, Reason>;

export type RefundReason = keyof typeof REASONS;

function known(reason: string | null): reason is RefundReason {
  return reason !== null && Object.hasOwn(REASONS, reason);
}

/** The sentence for a reason code; none for a code without one, such as an ordinary charge. */
export function reasonSentence(reason: string | null): string | undefined {
  return known(reason) ? REASONS[reason].sentence : undefined;
}

/** The sentence that stands beside a run. A metered run that went well needs none: its receipt says all. */
export function runMessage(reason: string | null): string | undefined {
  return reason === 'metered' ? undefined : reasonSentence(reason);
}

/** Beside an answer that a model ended at the limit it was given. It was delivered as long as was asked for: it is paid. */
export const TRUNCATED =
  'This answer reached the limit of its length and may end in the middle. A longer length, where the tool offers one, gives it more room.';

/** Beside a run that was stopped when nothing of its price was left to give back: no reason stands in its receipt. */
export const STOPPED_LATE = 'You stopped this run. As much as its price pays for had arrived by then.';

/** The same for a run that waited for another: nothing had been set aside for it, so nothing can come back. */
export function joinedMessage(reason: string | null): string | undefined {
  if (reason === 'cancelled') return 'You stopped this run before its answer was there. Nothing is charged for it.';
  return runMessage(reason)
    ?.replace(' Your credits are back.', ' Nothing is charged.')
    .replace('your credits are back', 'nothing is charged');
}
