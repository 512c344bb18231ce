import type { MadeFile, RequestFile } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import type { LiveRun } from '@/lib/runs';
import { growingText } from './growing-text';
import { judge } from './judge';
import { termList } from './term-list';

/** Why an answer is withheld: the code its run fails with. */
export type Withheld = 'moderated' | 'provider_unavailable';

export interface OutputGuard {
  /** Aborted when the growing text holds what it must not: the upstream call ends with it. */
  readonly signal: AbortSignal;
  /** The last word on what came, before it is kept. Ends the watch. */
  judge(files: readonly MadeFile[]): Promise<Withheld | null>;
}

/** Between two looks at a text that grows. */
const EVERY_MS = 1_000;

function pictures(files: readonly MadeFile[]): RequestFile[] {
  return files
    .filter(({ mediaType }) => mediaType.startsWith('image/'))
    .map(({ bytes, mediaType, width, height }) => ({
      mediaType,
      bytes: bytes.byteLength,
      fileName: 'picture',
      ...(width === undefined ? {} : { width }),
      ...(height === undefined ? {} : { height }),
      load: async () => new Uint8Array(bytes),
    }));
}

/** Looks for the operator's terms in a text that grows; says when one was found. */
function watch(ctx: Ctx, live: LiveRun, everyMs: number) {
  const { terms } = ctx.settings.current().moderation;
  if (terms.length === 0) return null;
  const text = growingText(termList(terms));
  const found = new AbortController();
  const look = () => {
    if (text.find(live.text, true) === null) return;
    clearInterval(timer);
    ctx.log.info({ runId: live.id, requestId: ctx.requestId }, 'an answer was stopped for its content');
    found.abort();
  };
  const timer = setInterval(look, everyMs).unref();
  return { signal: found.signal, end: () => clearInterval(timer) };
}

/**
 * Watches over what a model answers, as the operator's settings were when the run began. Null where nothing is looked for:
 * then a run does nothing for it.
 */
export function guardOutput(ctx: Ctx, live: LiveRun, everyMs = EVERY_MS): OutputGuard | null {
  const { after, terms } = ctx.settings.current().moderation;
  if (after === 'off' || (after === 'list' && terms.length === 0)) return null;
  const watching = watch(ctx, live, everyMs);
  const never = new AbortController().signal;
  return {
    signal: watching?.signal ?? never,
    async judge(files) {
      watching?.end();
      if (watching?.signal.aborted) return 'moderated';
      const judgement = await judge(ctx, after, { texts: [live.text], images: pictures(files) });
      if (judgement === 'clean') return null;
      return judgement === 'refused' ? 'moderated' : 'provider_unavailable';
    },
  };
}
