import { expect, type Locator, type Page } from '@playwright/test';
import type { RunView } from '@/lib/runs';
import type { ToolView } from '@/lib/tools';
import { expectNoSideScroll, runButton } from '../../e2e/support/person';
import type { ApiClient } from '../api-client';
import type { ToolCase } from './cases';
import type { WalkFile } from './files';
import type { WalkWorld } from './world';

/** What was seen of one tool, for a table. */
export interface Seen {
  toolId: string;
  charged: number;
  refunded: string;
  downloads: string;
  result: string;
}

export interface WalkArgs {
  page: Page;
  world: WalkWorld;
  client: ApiClient;
  /** Keeps a picture of the page under a name. */
  picture(name: string): Promise<void>;
}

/** A film, and a hub that is busy with others, take their time. */
const RUN_MS = 60_000;

async function viewOf({ client }: WalkArgs, toolId: string): Promise<ToolView> {
  const { status, body } = await client.call<{ tool: ToolView }>('GET', `/api/tools/${toolId}`);
  expect(status).toBe(200);
  return body.tool;
}

async function newestRun({ client }: WalkArgs, toolId: string): Promise<RunView | undefined> {
  const { body } = await client.call<{ items: RunView[] }>('GET', `/api/runs?toolId=${toolId}&limit=1`);
  return body.items[0];
}

/** A press before the price is there waits, and goes on only where it shows no more than before: else it is for another press. */
async function press(args: WalkArgs, toolId: string): Promise<void> {
  const before = await newestRun(args, toolId);
  await expect(async () => {
    await runButton(args.page).click({ timeout: 5_000 });
    await expect.poll(async () => (await newestRun(args, toolId))?.id, { timeout: 4_000 }).not.toBe(before?.id);
  }).toPass({ timeout: 30_000 });
}

const available = async ({ client }: WalkArgs): Promise<number> =>
  (await client.call<{ available: number }>('GET', '/api/credits')).body.available;

/** Fields that need not be filled may be folded away. */
async function reveal(page: Page, control: Locator): Promise<void> {
  if (await control.isVisible()) return;
  const more = page.getByRole('form').locator('summary').first();
  if (await more.isVisible()) await more.click();
}

/** A page may bring back what an earlier form had, a moment after it has come: that makes room first. */
async function upload(page: Page, fieldId: string, file: WalkFile): Promise<void> {
  const kept = page.getByRole('button', { name: /^Remove / });
  const named = page.locator(`input[type="hidden"][name="input.${fieldId}"]`);
  // Drafts and what else this browser remembers of earlier uploads.
  const known = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect(async () => {
    if (await kept.isVisible()) await kept.click({ timeout: 2_000 });
    await page
      .locator('input[type="file"]')
      .first()
      .setInputFiles({ name: file.name, mimeType: file.mediaType, buffer: file.bytes() }, { timeout: 2_000 });
    await expect(named).not.toHaveValue('', { timeout: 15_000 });
    // A draft that came back at this very moment took the input away, and the choice with it.
    expect(known).not.toContain(await named.inputValue());
    await expect(page.getByText(file.name).filter({ visible: true }).first()).toBeVisible();
  }).toPass({ timeout: 60_000 });
}

/** Fills in a case as a person would, by the words on the page. */
async function fill({ page }: WalkArgs, tool: ToolView, walked: ToolCase): Promise<void> {
  for (const field of tool.fields) {
    const file = walked.files?.[field.id];
    if (file) await upload(page, field.id, file);
    const value = walked.input[field.id];
    if (value === undefined) continue;
    const control = page.locator(`[name="input.${field.id}"]`);
    await reveal(page, control);
    await (field.choices ? control.selectOption(value) : control.fill(value));
  }
  for (const [id, value] of Object.entries(walked.options)) {
    await page.locator(`[name="options.${id}"]`).selectOption(value);
  }
}

/** The end of the run that is on screen, whatever its kind. */
async function waitForEnd(args: WalkArgs, toolId: string): Promise<RunView> {
  let run: RunView | undefined;
  await expect(async () => {
    run = await newestRun(args, toolId);
    expect(run?.status).not.toBe('running');
  }).toPass({ intervals: [250], timeout: RUN_MS });
  if (!run) throw new Error('no run');
  return run;
}

/** Sound and film play, and go where they are told to. */
async function expectToSeek(media: Locator): Promise<string> {
  await expect(media).toBeVisible();
  // No function of its own in there: what builds this file for the browser may name functions by help that is not there.
  const seen = await media.evaluate(async (element: HTMLMediaElement) => {
    element.muted = true;
    if (element.readyState < 1) {
      element.load();
      await new Promise((done) => element.addEventListener('loadedmetadata', done, { once: true }));
    }
    const target = element.duration / 2;
    element.currentTime = target;
    await new Promise((done) => element.addEventListener('seeked', done, { once: true }));
    await element.play();
    await new Promise((done) => setTimeout(done, 400));
    element.pause();
    return { duration: element.duration, target, at: element.currentTime };
  });
  expect(seen.duration).toBeGreaterThan(0.5);
  expect(seen.at).toBeGreaterThanOrEqual(seen.target);
  return `${seen.duration.toFixed(1)} s, played from ${seen.target.toFixed(1)} s`;
}

/** What the page shows of an answer. */
async function expectResult({ page }: WalkArgs, walked: ToolCase, run: RunView): Promise<string> {
  switch (walked.kind) {
    case 'text': {
      const words = (run.output.text ?? '').length;
      await expect(page.getByTestId('result-text').last()).not.toBeEmpty();
      return `${words} characters`;
    }
    case 'image': {
      const pictures = page.getByRole('img', { name: /Picture made from/ });
      await expect(pictures).toHaveCount(run.output.files?.length ?? 0);
      await expect(pictures.first()).toHaveJSProperty('complete', true);
      expect(await pictures.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
      return `${run.output.files?.length ?? 0} pictures`;
    }
    case 'audio':
      if (run.output.files) return expectToSeek(page.locator('audio').last());
      await expect(page.getByTestId('result-text').last()).not.toBeEmpty();
      return `${run.output.segments?.length ?? 0} passages`;
    case 'video':
      return expectToSeek(page.locator('video').last());
  }
}

/** Everything that can be taken away, asked for as the browser would. */
async function expectDownloads({ client }: WalkArgs, walked: ToolCase, run: RunView): Promise<string> {
  const taken: string[] = [];
  for (const [as, type] of Object.entries(walked.downloads)) {
    const files = run.output.files ?? [];
    const address = as === 'file' ? `${files[0]?.url ?? ''}?download=1` : `/api/runs/${run.id}/download?as=${as}`;
    const response = await client.fetch(address);
    expect([address, response.status]).toEqual([address, 200]);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('content-disposition')).toContain('attachment');
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
    taken.push(as === 'file' ? (files[0]?.mediaType ?? as) : as);
  }
  return taken.join(', ');
}

/** A press with nothing filled in is answered beside the field, and nothing runs. */
async function expectFaults(args: WalkArgs, walked: ToolCase): Promise<void> {
  const { page } = args;
  const before = await available(args);
  // Before the script has come the browser itself holds the press back, and tells it in its own way.
  await expect(async () => {
    await runButton(page).click({ timeout: 5_000 });
    await expect(page.getByRole('form').locator('[aria-invalid="true"]').first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  expect(await available(args)).toBe(before);
  await args.picture(`${walked.toolId}-wrong`);
}

/** A provider that fails costs nothing, and the page says so. */
async function expectRefund(args: WalkArgs, walked: ToolCase): Promise<string> {
  const { page, world } = args;
  const before = await available(args);
  const times = Array.from({ length: 8 });
  // Whoever could stand in fails as well.
  world.openai?.script(...times.map(() => ({ do: 'status' as const, status: 500 })));
  world.openrouter?.script(...times.map(() => ({ do: 'refuse' as const, status: 500 })));
  await page.goto(`/tool/${walked.toolId}`);
  await fill(args, await viewOf(args, walked.toolId), { ...walked, input: freshInput(walked) });
  await press(args, walked.toolId);
  await expect(
    page
      .getByText(/Your credits are back|Nothing is charged/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible({
    timeout: RUN_MS,
  });
  const run = await newestRun(args, walked.toolId);
  expect(run).toMatchObject({ status: 'failed', credits: { charged: 0 } });
  expect(await available(args)).toBe(before);
  await args.picture(`${walked.toolId}-refund`);
  return run?.credits.reason ?? '';
}

/** Other words, so that no kept answer serves. */
function freshInput({ input }: ToolCase): Record<string, string> {
  const [[id, value] = ['', '']] = Object.entries(input);
  return id ? { ...input, [id]: `${value} Once more.` } : input;
}

async function expectDeclined(args: WalkArgs, walked: ToolCase): Promise<Seen> {
  const { page } = args;
  const before = await available(args);
  const tool = await viewOf(args, walked.toolId);
  expect(tool.models).toEqual([]);
  await expect(
    page
      .getByText(tool.unavailable ?? 'a reason')
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(runButton(page)).toHaveCount(0);
  await args.picture(`${walked.toolId}-declined`);
  const answer = await args.client.run({ toolId: walked.toolId, input: walked.input });
  expect([422, 503]).toContain(answer.status);
  expect(await available(args)).toBe(before);
  return { toolId: walked.toolId, charged: 0, refunded: '', downloads: '', result: 'declined, unpaid, says why' };
}

/** One tool from an empty form to what was taken away. */
export async function walkTool(args: WalkArgs, walked: ToolCase): Promise<Seen> {
  const { page, world } = args;
  world.openai?.unscript();
  world.openrouter?.unscript();
  await page.goto(`/tool/${walked.toolId}`);
  await expectNoSideScroll(page);
  if (world.name === 'demo' && walked.demo === 'declines') return expectDeclined(args, walked);
  await expectFaults(args, walked);
  const tool = await viewOf(args, walked.toolId);
  await fill(args, tool, walked);
  await args.picture(`${walked.toolId}-filled`);
  const { answer } = walked;
  if (answer && world.openai) world.openai.script({ do: 'ok', text: answer, pieces: [answer] });
  const before = await available(args);
  await press(args, walked.toolId);
  const run = await waitForEnd(args, walked.toolId);
  expect([run.status, run.message]).toEqual(['succeeded', undefined]);
  expect(run.options).toMatchObject(walked.options);
  expect(run.demo).toBe(world.name === 'demo');
  const result = await expectResult(args, walked, run);
  await expectNoSideScroll(page);
  await args.picture(`${walked.toolId}-result`);
  expect(await available(args)).toBeCloseTo(before - run.credits.charged, 6);
  const downloads = await expectDownloads(args, walked, run);
  const refunded = world.name === 'demo' ? '' : await expectRefund(args, walked);
  return { toolId: walked.toolId, charged: run.credits.charged, refunded, downloads, result };
}
