'use server';

import { redirect } from 'next/navigation';
import { claimAd, reportProgress, startAd } from '@/lib/ads';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { loadDraft } from '@/lib/tools';
import { beatAdActionSpec, claimAdActionSpec, startAdActionSpec } from './_specs/ads';

interface PlainAd {
  kind: 'text' | 'image' | 'video';
  draft?: string | undefined;
}

/** Longest stretch one beat can count; the server's clock cuts what was not watched. */
const STRETCH_SECONDS = 10;

function watchPath({ kind, draft }: PlainAd, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ kind, ...(draft ? { draft } : {}), ...more });
  return `/earn/watch?${query.toString()}`;
}

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

/** Where the claimed credits were wanted. */
async function onward(ctx: Ctx, { kind, draft }: PlainAd): Promise<string> {
  const waiting = draft ? await loadDraft({ ctx, input: { id: draft } }).catch(() => null) : null;
  return waiting ? `/tool/${waiting.toolId}?draft=${waiting.id}&run=1` : watchPath({ kind }, { claimed: '1' });
}

const claim = defineAction(claimAdActionSpec, async ({ ctx, fields }) => {
  const { session } = await startAd({ ctx, input: { kind: fields.kind } });
  try {
    await claimAd({ ctx, input: { sessionId: session.id, token: session.token } });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'ad_not_watched') throw error;
    return watchPath(fields, { missing: String(Math.ceil(Number(error.extra.missingSeconds))) });
  }
  return onward(ctx, fields);
});

function plainAd(form: FormData): PlainAd {
  const kind = form.get('kind');
  const draft = form.get('draft');
  return {
    kind: kind === 'image' || kind === 'video' ? kind : 'text',
    draft: typeof draft === 'string' && draft !== '' ? draft : undefined,
  };
}

/** The three forms of the ad page for browsers without script; each comes back to the page and says what became of it. */
export async function startAdForm(form: FormData): Promise<void> {
  const result = await start(form);
  redirect(watchPath(plainAd(form), result.ok ? {} : { error: result.error.code }));
}

export async function beatAdForm(form: FormData): Promise<void> {
  const result = await watching(form);
  redirect(watchPath(plainAd(form), result.ok ? {} : { error: result.error.code }));
}

export async function claimAdForm(form: FormData): Promise<void> {
  const result = await claim(form);
  redirect(result.ok ? result.data : watchPath(plainAd(form), { error: result.error.code }));
}
