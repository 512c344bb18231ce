import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { draftOf } from '@/app/(site)/tool/[toolId]/draft';
import { draftQuote, pageTool } from '@/app/(site)/tool/[toolId]/page-tool';
import { placeOf } from '@/app/(site)/tool/[toolId]/place';
import { getTool, saveDraft } from '@/lib/tools';
import type { Ctx } from '@/lib/context';
import { runWorld, type RunWorld } from '../../support/run-world';
import { openTestDb } from '../../support/test-db';

let world: RunWorld;
let ctx: Ctx;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
  ctx = world.ctxOf(await world.userWith(100));
});
afterAll(() => world.close());

const chat = () => getTool({ ctx, input: { toolId: 'chat' } });
const say = (message: string, continueRunId?: string) =>
  world.run(ctx, { toolId: 'chat', input: { message }, ...(continueRunId ? { continueRunId } : {}) });
const nothing = { asked: undefined, draft: null, found: null };

describe('where a conversation begins', () => {
  it('is the run of the address, with what was said before, oldest first', async () => {
    const first = await say('Hello');
    const second = await say('And then?', first.id);
    const { conversation, found } = await placeOf(ctx, await chat(), { ...nothing, asked: second.id });
    expect(conversation?.runs.map(({ id }) => id)).toEqual([first.id, second.id]);
    expect(conversation?.before).toBeNull();
    expect(found).toBeNull();
  });

  it('is an empty page for an address that is nobody’s, foreign or gone', async () => {
    const stranger = world.ctxOf(await world.userWith(10));
    const own = await say('Mine');
    for (const [who, asked] of [
      [stranger, own.id],
      [ctx, 'no-id'],
      [ctx, undefined],
    ] as const) {
      const place = await placeOf(who, await chat(), { ...nothing, asked });
      expect(place.conversation).toEqual({ runs: [], before: null });
    }
  });

  it('is a run under way only where the address leads to it', async () => {
    const first = await say('Hello again');
    const other = await say('Something else');
    const found = { run: { ...first, status: 'running' as const, continues: other.id }, lastId: '0' };
    const view = await chat();
    expect((await placeOf(ctx, view, { ...nothing, found })).found).toBe(found);
    expect((await placeOf(ctx, view, { ...nothing, found })).conversation?.runs.at(-1)?.id).toBe(other.id);
    expect((await placeOf(ctx, view, { ...nothing, found, asked: other.id })).found).toBe(found);
    expect((await placeOf(ctx, view, { ...nothing, found, asked: first.id })).found).toBe(found);
    const elsewhere = await say('A third');
    expect((await placeOf(ctx, view, { ...nothing, found, asked: elsewhere.id })).found).toBeNull();
  });

  it('is nothing for a tool that does not converse', async () => {
    const view = await getTool({ ctx, input: { toolId: 'summarize' } });
    expect(await placeOf(ctx, view, nothing)).toEqual({ found: null, conversation: null });
  });
});

describe('what a page begins with', () => {
  it('keeps the run that a message goes on from over sign-in and ads', async () => {
    const first = await say('Before the ad');
    const request = { input: { message: 'After it' }, options: {}, continueRunId: first.id };
    const { id } = await saveDraft({ ctx, input: { toolId: 'chat', request } });
    const draft = await draftOf(ctx, await chat(), id, undefined);
    expect(draft).toMatchObject({
      values: { input: { message: 'After it' } },
      continueRunId: first.id,
      isOwn: true,
    });
    const place = await placeOf(ctx, await chat(), { ...nothing, draft });
    expect(place.conversation?.runs.at(-1)?.id).toBe(first.id);
  });

  it('quotes a draft that goes on from a run as its owner, and says nothing to others', async () => {
    const first = await say('A price, please');
    const values = { input: { message: 'And now?' }, options: {}, provider: 'auto', model: 'auto' };
    const draft = { values, continueRunId: first.id, isOwn: true };
    expect((await draftQuote(ctx, await chat(), draft))?.price).toBeGreaterThan(0);
    const stranger = world.ctxOf(await world.userWith(0));
    expect(await draftQuote(stranger, await chat(), draft)).toBeNull();
  });

  it('puts a file of the address into the first field that takes one, and nothing else', async () => {
    const view = await getTool({ ctx, input: { toolId: 'ask-document' } });
    const fileId = '0198a000-0000-7000-8000-000000000001';
    expect((await draftOf(ctx, view, undefined, fileId))?.values.input.fileId).toBe(fileId);
    expect(await draftOf(ctx, view, undefined, '../../etc')).toBeNull();
    expect(await draftOf(ctx, await chat(), undefined, fileId)).toBeNull();
  });

  it('has a price before anything is typed', async () => {
    const tool = pageTool(ctx, await chat());
    expect(tool.autoPrice).toBeGreaterThan(0);
    expect(tool.usualSeconds).toBeNull();
  });
});
