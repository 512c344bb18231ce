'use server';

import { redirect } from 'next/navigation';
import { adKindIn, wayToAd } from '@/components/earn/way-to-ad';
import { answerAd, claimAd, reportProgress, startAd } from '@/lib/ads';
import type { AdKind } from '@/lib/ads/types';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { loadDraft } from '@/lib/tools';
import { answerAdActionSpec, beatAdActionSpec, claimAdActionSpec, startAdActionSpec } from './_specs/ads';

interface PlainAd {
  kind: AdKind;
  draft?: string | undefined;
}

/** Longest stretch one beat can count; the server's clock cuts what was not watched. */
const STRETCH_SECONDS = 10;

/** The session under way, or a new one; and one beat of its first view that is not over. */
async function beat(ctx: Ctx, kind: PlainAd['kind'], aheadSeconds: number): Promise<void> {
  const { session } = await startAd({ ctx, input: { kind } });
  const view = session.views.find((candidate) => candidate.watchedSeconds < candidate.seconds);
  if (!view) return;
  const positionSeconds = view.positionSeconds + aheadSeconds;
  await reportProgress({
    ctx,
    input: { sessionId: session.id, token: session.token, viewId: view.id, positionSeconds, visible: true },
  });
}

const start = defineAction(startAdActionSpec, ({ ctx, fields }) => beat(ctx, fields.kind, 0));
const watching = defineAction(beatAdActionSpec, ({ ctx, fields }) => beat(ctx, fields.kind, STRETCH_SECONDS));

/** Of the view on screen; one that asks nothing, or has been answered, stays as it is. */
const answer = defineAction(answerAdActionSpec, async ({ ctx, fields }) => {
  const { session } = await startAd({ ctx, input: { kind: fields.kind } });
  const view = session.views.find(({ question }) => question?.answer === null);
  if (!view) return;
  const { id: sessionId, token } = session;
  await answerAd({ ctx, input: { sessionId, token, viewId: view.id, choice: fields.choice } });
});

/** Where the claimed credits were wanted. */
async function onward(ctx: Ctx, { kind, draft }: PlainAd): Promise<string> {
  const waiting = draft ? await loadDraft({ ctx, input: { id: draft } }).catch(() => null) : null;
  return waiting ? `/tool/${waiting.toolId}?draft=${waiting.id}&run=1` : wayToAd(kind, { claimed: '1' });
}

const claim = defineAction(claimAdActionSpec, async ({ ctx, fields }) => {
  const { session } = await startAd({ ctx, input: { kind: fields.kind } });
  try {
    const { heldUntil } = await claimAd({ ctx, input: { sessionId: session.id, token: session.token } });
    if (heldUntil !== null) return wayToAd(fields.kind, { draft: fields.draft, held: '1' });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ad_not_watched') throw error;
    const missing = String(Math.ceil(Number(error.extra.missingSeconds)));
    return wayToAd(fields.kind, { draft: fields.draft, missing });
  }
  return onward(ctx, fields);
});

/** Back to the page that the form stands on, with the code of what was refused. */
function backToAd(form: FormData, result: { ok: true } | { ok: false; error: { code: string } }): never {
  const [kind, draft] = [form.get('kind'), form.get('draft')];
  const error = result.ok ? null : result.error.code;
  redirect(wayToAd(adKindIn(kind), { draft: typeof draft === 'string' ? draft : null, error }));
}

/* The forms of the ad page for browsers without script; each comes back to the page and says what became of it. */

export async function startAdForm(form: FormData): Promise<void> {
  backToAd(form, await start(form));
}

export async function beatAdForm(form: FormData): Promise<void> {
  backToAd(form, await watching(form));
}

export async function answerAdForm(form: FormData): Promise<void> {
  backToAd(form, await answer(form));
}

export async function claimAdForm(form: FormData): Promise<void> {
  const result = await claim(form);
  if (result.ok) redirect(result.data);
  backToAd(form, result);
}
