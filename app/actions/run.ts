'use server';

import { redirect } from 'next/navigation';
import { wayToAd } from '@/components/earn/way-to-ad';
import { adOffers } from '@/lib/ads';
import type { AdKind } from '@/lib/ads/types';
import type { Ctx } from '@/lib/context';
import { AppError } from '@/lib/errors';
import { defineAction } from '@/lib/http';
import { canonicalJson, sha256 } from '@/lib/ids';
import { execute, quote, runRequestSchema, saveDraft, type RunRequest } from '@/lib/tools';
import { runToolSpec, type RunToolFields } from './_specs/run';

/** `input.prompt` and `options.length` back into a request. */
function requestOf(fields: RunToolFields): RunRequest {
  const under = (prefix: string) =>
    Object.fromEntries(
      Object.entries(fields)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    );
  const { toolId, provider, model, continueRunId } = fields;
  const base = { toolId, provider, model, input: under('input.'), options: under('options.') };
  return runRequestSchema.parse(continueRunId ? { ...base, continueRunId } : base);
}

async function keepDraft(ctx: Ctx, { toolId, ...asked }: RunRequest): Promise<string> {
  const { input, options, provider, model, continueRunId } = asked;
  const { id } = await saveDraft({
    ctx,
    input: { toolId, request: { input, options, provider, model, continueRunId } },
  });
  return id;
}

const formWith = (request: RunRequest, draft: string, error: string) =>
  `/tool/${encodeURIComponent(request.toolId)}?draft=${draft}&error=${error}`;

/** The run's id. A refusal that was stored under this page's key is asked anew: credits may have come since. */
async function start(ctx: Ctx, request: RunRequest, pressKey: string): Promise<string> {
  const requestHash = sha256(canonicalJson(request));
  const base = {
    ctx,
    input: request,
    requestHash,
    offerAd: adOffers(ctx),
  };
  try {
    const { run } = await execute({ ...base, idempotencyKey: `form-${pressKey}-${requestHash.slice(0, 32)}` });
    return run.id;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'insufficient_credits' || !error.extra.repeated) throw error;
    const { run } = await execute({ ...base, idempotencyKey: `form-${ctx.ids.uuid()}` });
    return run.id;
  }
}

/** The price on the page is a promise: what would cost more comes back to the form with the new one. */
async function costsMore(ctx: Ctx, request: RunRequest, seenPrice: string | undefined): Promise<boolean> {
  const seen = Number(seenPrice ?? Number.NaN);
  if (!Number.isFinite(seen)) return false;
  // Asked for as its payer: a file or a conversation has an owner.
  const { price } = await quote({ ctx, input: request });
  return price > seen;
}

/** Where a refused press goes on: to the ad that would pay, else back to the form with its words and the reason. */
async function wayOn(ctx: Ctx, request: RunRequest, error: AppError): Promise<string> {
  const draft = await keepDraft(ctx, request);
  const ad = error.extra.ad as { kind: AdKind } | null | undefined;
  if (error.code === 'insufficient_credits' && ad) return wayToAd(ad.kind, { draft });
  return formWith(request, draft, error.code);
}

const run = defineAction(runToolSpec, async ({ ctx, fields }) => {
  const request = requestOf(fields);
  if (ctx.actor.type === 'guest') {
    const back = `/tool/${encodeURIComponent(request.toolId)}?draft=${await keepDraft(ctx, request)}`;
    redirect(`/sign-in?next=${encodeURIComponent(back)}`);
  }
  let runId: string | null = null;
  try {
    if (!(await costsMore(ctx, request, fields.seenPrice))) runId = await start(ctx, request, fields.pressKey);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    redirect(await wayOn(ctx, request, error));
  }
  if (runId === null) redirect(formWith(request, await keepDraft(ctx, request), 'price_changed'));
  redirect(`/runs/${runId}`);
});

/** What the tool page's form posts to; it works before any script has loaded. */
export async function runTool(form: FormData): Promise<void> {
  const result = await run(form);
  if (result.ok) return;
  const toolId = form instanceof FormData ? form.get('toolId') : null;
  redirect(
    typeof toolId === 'string' && toolId !== ''
      ? `/tool/${encodeURIComponent(toolId)}?error=${result.error.code}`
      : '/',
  );
}
