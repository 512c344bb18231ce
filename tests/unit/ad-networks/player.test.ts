import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { OFFLINE } from '@/components/tool/problem';
import { adPlayerWorld, type PlayerWorld, type World } from '../../support/ad-player-world';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Time passes for the player and for whoever looks at the clock. */
async function pass(world: PlayerWorld, seconds: number): Promise<void> {
  for (let step = 0; step < seconds * 4; step += 1) {
    world.tick(250);
    await jest.advanceTimersByTimeAsync(250);
  }
}

const settle = () => jest.advanceTimersByTimeAsync(0);

async function open(world: World = {}, autoplay = false): Promise<PlayerWorld> {
  const own = adPlayerWorld(world);
  await own.engine.load(autoplay);
  await settle();
  return own;
}

async function shown(world: World = {}): Promise<PlayerWorld> {
  const own = await open(world);
  await own.engine.play();
  await settle();
  return own;
}

async function say(world: PlayerWorld, ...events: ('granted' | 'closed' | 'failed')[]): Promise<void> {
  for (const event of events) world.ad().on(event);
  await settle();
}

describe('a view of another company', () => {
  it('asks for its ad first, and shows it by a click of its own whatever brought us here', async () => {
    const world = await open({}, true);
    expect(world.phases()).toEqual(['loading', 'ready', 'asking', 'ready']);
    expect(world.ad().shown).toBe(false);
    expect(world.beats).toHaveLength(0);
    await world.engine.play();
    expect(world.state()).toMatchObject({ phase: 'network', counting: true });
    expect(world.ad().shown).toBe(true);
    expect(world.beats).toMatchObject([{ viewId: 'v1', positionSeconds: 0 }]);
  });

  it('is followed by a house ad for what is left of its seconds, and paid then', async () => {
    const world = await shown();
    await pass(world, 4);
    await say(world, 'granted');
    expect(world.focusTaken()).toBe(0);
    await say(world, 'closed');
    expect(world.state()).toMatchObject({ phase: 'filling' });
    expect(world.ad().gone).toBe(true);
    // An ad that had the focus takes it along.
    expect(world.focusTaken()).toBe(1);
    expect(world.paid()).toBe(0);
    await pass(world, 7);
    expect(world.state()).toMatchObject({ phase: 'claimed', claim: { reward: 5 } });
    expect(world.beats.flatMap(({ event }) => event ?? [])).toEqual(['granted', 'closed']);
  });

  it('is paid at once when its ad was long enough, and not before it is closed', async () => {
    const world = await shown();
    await pass(world, 11);
    await say(world, 'granted');
    await pass(world, 2);
    expect(world.state().phase).toBe('network');
    await say(world, 'closed');
    expect(world.phases()).not.toContain('filling');
    expect(world.paid()).toBe(1);
  });

  it('may be opened again when it was closed too early, and its time goes on', async () => {
    const world = await shown();
    await pass(world, 6);
    await say(world, 'closed');
    expect(world.state()).toMatchObject({ phase: 'ready', notice: 'closed' });
    expect(world.ads).toHaveLength(2);
    await pass(world, 30);
    expect(world.paid()).toBe(0);
    await world.engine.play();
    await pass(world, 5);
    await say(world, 'granted', 'closed');
    await pass(world, 1);
    expect(world.paid()).toBe(1);
  });

  it('takes a grant that comes after the ad was closed, and shows no second ad for it', async () => {
    const world = await shown();
    await pass(world, 3);
    await say(world, 'closed');
    world.ads[0]?.on('granted');
    await settle();
    expect(world.state()).toMatchObject({ phase: 'filling', notice: null });
    expect(world.ads[1]?.gone).toBe(true);
    await pass(world, 9);
    expect(world.paid()).toBe(1);
  });

  it('believes no grant of an ad that was not shown, and says none of a view that has not begun', async () => {
    const world = await open();
    await say(world, 'granted');
    expect(world.state().phase).toBe('ready');
    const { beat } = world.client;
    world.client.beat = () => Promise.resolve({ ok: false, problem: OFFLINE });
    await world.engine.play();
    await say(world, 'granted', 'closed');
    world.client.beat = beat;
    await pass(world, 3);
    expect(world.beats.map(({ event }) => event).slice(0, 2)).toEqual([undefined, 'granted']);
    await pass(world, 10);
    expect(world.paid()).toBe(1);
  });

  it.each(['no_fill', 'blocked', 'error'] as const)('goes on with a house ad when asking ends in %s', async (end) => {
    const world = await open({ loads: [end] });
    expect(world.fallbacks).toEqual([end]);
    expect(world.state()).toMatchObject({ phase: 'ready', notice: end });
    await world.engine.play();
    expect(world.state().phase).toBe('playing');
    await pass(world, 11);
    expect(world.paid()).toBe(1);
  });

  it('goes on with a house ad when its click brought no ad, or somebody wants none', async () => {
    const failed = await shown();
    await say(failed, 'failed');
    expect(failed.fallbacks).toEqual(['error']);
    const skipped = await open();
    await skipped.engine.skipNetwork();
    expect(skipped.state()).toMatchObject({ phase: 'ready', notice: null, session: { network: 'house' } });
    expect(skipped.ads[0]?.gone).toBe(true);
  });

  it('passes by one network for one press, however often it is pressed', async () => {
    const world = await open();
    await Promise.all([world.engine.skipNetwork(), world.engine.skipNetwork()]);
    expect(world.fallbacks).toEqual(['error']);
  });

  it('asks nothing of the network when consent was taken back meanwhile', async () => {
    const world = await open({ withoutClient: true });
    expect(world.ads).toHaveLength(0);
    expect(world.fallbacks).toEqual(['consent']);
  });

  it('says where it is shown when this page cannot', async () => {
    const world = adPlayerWorld();
    world.client.networkAd = () => Promise.resolve(null);
    await world.engine.load(false);
    expect(world.state()).toMatchObject({ phase: 'failed', problem: { code: 'ad_elsewhere' } });
  });

  it('counts no time while another window is in front', async () => {
    const world = await shown();
    await pass(world, 2);
    world.look(false);
    expect(world.state()).toMatchObject({ phase: 'network', counting: false });
    await pass(world, 20);
    world.look(true);
    await pass(world, 1);
    expect(world.session().views[0]?.watchedSeconds).toBeLessThan(4);
  });

  it('opens each of several views by its own click', async () => {
    const world = await shown({ seconds: [5, 5] });
    await pass(world, 6);
    await say(world, 'granted', 'closed');
    await settle();
    expect(world.state()).toMatchObject({ phase: 'ready', viewIndex: 1, watchedSeconds: 0 });
    await pass(world, 10);
    expect(world.claims).toHaveLength(0);
    await world.engine.play();
    await pass(world, 6);
    await say(world, 'granted', 'closed');
    await pass(world, 1);
    expect(world.paid()).toBe(1);
  });
});

describe('a network that tells the server by itself', () => {
  const SIGNED: World = { network: 'admob', tier: 'signed' };

  it('sends no beats, waits for the callback, and hears by its claim what was paid', async () => {
    const world = await shown(SIGNED);
    await say(world, 'granted', 'closed');
    expect(world.state().phase).toBe('confirming');
    world.change('v1', (view) => ({ ...view, complete: true }));
    world.client.status = () => Promise.resolve({ ok: true, data: { session: null } as never });
    await pass(world, 3);
    expect(world.state().phase).toBe('claimed');
    expect(world.beats).toHaveLength(0);
  });

  it('goes on with the next view when the callback has come for this one', async () => {
    const world = await shown({ ...SIGNED, seconds: [30, 30] });
    world.client.status = () => Promise.resolve({ ok: true, data: { session: world.session() } as never });
    await say(world, 'granted', 'closed');
    await pass(world, 2);
    expect(world.state().phase).toBe('confirming');
    world.change('v1', (view) => ({ ...view, complete: true }));
    await pass(world, 2);
    expect(world.state()).toMatchObject({ phase: 'ready', viewIndex: 1 });
  });

  it('gives up waiting after a minute, and says so', async () => {
    const world = await shown(SIGNED);
    await say(world, 'granted', 'closed');
    await pass(world, 62);
    expect(world.state()).toMatchObject({ phase: 'failed', problem: { code: 'ad_unconfirmed' } });
  });

  it('does not wait for an ad that was dismissed', async () => {
    const world = await shown(SIGNED);
    await say(world, 'closed');
    expect(world.state()).toMatchObject({ phase: 'ready', notice: 'closed' });
  });
});

describe('what comes with a claim', () => {
  const HOUSE: World = { network: 'house', seconds: [2] };

  it('answers a challenge, and claims with it', async () => {
    const world = await open(HOUSE);
    const challenge = { id: 'c1', kind: 'turnstile' as const, siteKey: 'k', scriptUrl: 'https://c.example' } as never;
    world.answers.push({ code: 'challenge_required', status: 403, detail: '', fields: [], challenge });
    await world.engine.play();
    await pass(world, 3);
    expect(world.state()).toMatchObject({ phase: 'challenge', challenge: { id: 'c1' } });
    await world.engine.solveChallenge('proof');
    expect(world.claims.at(-1)).toEqual({ sessionId: 's1', token: 't', challenge: { id: 'c1', answer: 'proof' } });
    expect(world.state()).toMatchObject({ phase: 'claimed', challenge: null });
  });

  it('is made five times while nobody answers, and then said to have failed at once', async () => {
    const world = await open(HOUSE, true);
    world.answers.push(...Array.from({ length: 5 }, () => OFFLINE));
    await pass(world, 2.5 + 1 + 2 + 3 + 4);
    expect(world.claims).toHaveLength(5);
    expect(world.state()).toMatchObject({ phase: 'failed', problem: { code: 'offline' } });
    await world.engine.retry();
    expect(world.state().phase).toBe('claimed');
  });

  it('goes on with the view that the server misses something of', async () => {
    const world = await open({ ...HOUSE, seconds: [2, 2] }, true);
    await pass(world, 3);
    await world.engine.play();
    world.answers.push({ code: 'ad_not_watched', status: 409, detail: '', fields: [], missingSeconds: 1 });
    await pass(world, 5);
    expect(world.claims).toHaveLength(2);
    expect(world.paid()).toBe(1);
  });

  it('sends one answer to a question, and takes it back when the server refuses it', async () => {
    const world = await open({ ...HOUSE, seconds: [30] }, true);
    world.change('v1', (view) => ({
      ...view,
      question: { text: 'Tea?', choices: ['yes', 'no'], reward: 1, answer: null },
    }));
    await world.engine.load(true);
    await world.engine.answer(1);
    expect(world.state().session?.views[0]?.question?.answer).toBe(1);
    world.client.answer = () => Promise.reject(new Error('asked twice'));
    await world.engine.answer(0);
    expect(world.state().session?.views[0]?.question?.answer).toBe(1);
  });
});

describe('whatever a network says, in whatever order', () => {
  const steps = fc.array(
    fc.constantFrom('granted', 'closed', 'failed', 'old:granted', 'old:closed', 'play', 'wait', 'hide', 'show', 'skip'),
    { maxLength: 14 },
  );

  it('is paid once at most, never before the time and the word of every view, and always can be', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (order) => {
        const world = await open({ seconds: [3, 2] });
        for (const step of order) {
          if (step === 'play') await world.engine.play();
          else if (step === 'skip') await world.engine.skipNetwork();
          else if (step === 'wait') await pass(world, 1);
          else if (step === 'hide' || step === 'show') world.look(step === 'show');
          else if (step.startsWith('old:')) world.ads[0]?.on(step.slice(4) as 'granted');
          else if (world.ad().shown && !world.ad().gone) world.ad().on(step as 'granted');
          await settle();
        }
        const early = world.session().views.every(({ complete }) => complete);
        if (!early) expect(world.paid()).toBe(0);
        // From anywhere: who keeps watching gets there.
        world.look(true);
        for (let turn = 0; turn < 12 && world.paid() === 0; turn += 1) {
          await world.engine.play();
          if (world.state().phase === 'network') await say(world, 'granted', 'closed');
          await pass(world, 2);
        }
        expect(world.state().phase).toBe('claimed');
        expect(world.paid()).toBe(1);
        world.engine.stop();
      }),
      { numRuns: 60 },
    );
  });
});
