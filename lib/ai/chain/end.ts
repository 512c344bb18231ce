import type { AttemptOutcome, ChainEnd } from '../types';

const isTimeout = (outcome: AttemptOutcome | undefined) => outcome?.startsWith('timeout_') ?? false;

/** The end of a chain whose last call went so. */
export function failed(outcome: AttemptOutcome | undefined, afterContent: boolean): ChainEnd {
  const code =
    outcome === 'bad_request'
      ? 'invalid_input'
      : outcome === 'content_refused'
        ? 'moderated'
        : isTimeout(outcome)
          ? 'provider_timeout'
          : 'provider_unavailable';
  return { status: 'failed', code, afterContent, usage: {} };
}

/** Whether nobody else is asked, even where nothing was delivered yet: it is the user's doing, or time is up. */
export function isFinal(outcome: AttemptOutcome): boolean {
  return outcome === 'bad_request' || outcome === 'content_refused' || outcome === 'timeout_total';
}

/** Whether an answer that broke off in this way can be continued by somebody else. */
export function canContinue(outcome: AttemptOutcome): boolean {
  return outcome === 'cut' || outcome === 'timeout_idle' || outcome === 'server_error' || outcome === 'bad_response';
}

/** Name and message along the causes. Never the whole error: it may carry the request, and so the user's words. */
export function describe(error: unknown): string {
  const lines: string[] = [];
  for (let link = error; link instanceof Error && lines.length < 4; link = link.cause)
    lines.push(`${link.name}: ${link.message.slice(0, 300)}`);
  return lines.join(' <- ') || 'an error frame';
}
