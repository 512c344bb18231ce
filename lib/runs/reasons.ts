/** Why a run was refunded, wholly or in part: what the receipt names and the sentence a person reads. */
const SENTENCES = {
  provider_unavailable: 'No provider could answer. Your credits are back.',
  provider_timeout: 'The providers took too long to answer. Your credits are back.',
  empty_output: 'The answer came back empty. Your credits are back.',
  cut_short: 'The answer broke off. You keep what had arrived, and your credits are back.',
  invalid_input: 'The provider could not work with this input. Your credits are back.',
  moderated: 'The provider refused this request under its rules. Your credits are back.',
  cancelled: 'You stopped this run before the answer began. Your credits are back.',
  cancelled_partly: 'You stopped this run. You paid for the part that had arrived; the rest is back.',
  server_stopping: 'The server was restarted during this run. Your credits are back.',
  interrupted: 'This run was interrupted. Nothing is charged for it.',
  cheaper_model: 'A more economical model answered. The difference is back.',
} as const;

export type RefundReason = keyof typeof SENTENCES;

/** The sentence for a reason code; none for a code without one, such as an ordinary charge. */
export function reasonSentence(reason: string | null): string | undefined {
  return reason !== null && Object.hasOwn(SENTENCES, reason) ? SENTENCES[reason as RefundReason] : undefined;
}
