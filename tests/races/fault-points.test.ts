import { killAll, recordPoints, terminateAll, type KillResult } from '@/tests/support/fault-campaign';
import { CARELESS } from '@/tests/support/fault-careless';
import { everyKill, isInside, nameOf, sampleOf } from '@/tests/support/fault-plan';
import type { FaultAction } from '@/tests/support/fault-trace';

/** Change it to kill elsewhere; `npm run prove -- fault-points` kills everywhere. */
const SEED = 20_261_121;
const SAMPLE = 8;

const server = process.env.TEST_DATABASE_URL;
let found: Awaited<ReturnType<typeof recordPoints>>;
beforeAll(async () => {
  found = await recordPoints(server);
}, 240_000);

const pointsOf = (part: string) => {
  const recording = found.recordings.find(({ scenario }) => scenario.includes(part));
  return recording?.passed.map(nameOf) ?? [];
};

it.each([
  ['text run', ['sql run_begin', 'sql UPDATE runs', 'sql run_finish']],
  ['image run', ['sql run_begin', 'files.put', 'fs.writeFile', 'fs.rename', 'sql run_finish']],
  ['providers fail', ['sql run_finish', 'ai.runChain']],
  ['cancelled', ['live.stop', 'sql run_finish']],
  ['claim of a watched ad', ['sql ad_claim_seen', 'sql ad_claim_pay']],
  ['browser began', ['sql INSERT idempotency_keys', 'sql UPDATE ad_sessions', 'sql ledger_grant', 'transaction']],
  ['sweep of dead runs', ['sql run_finish']],
])('finds a point before and after every write of: %s', (part, writes) => {
  const passed = pointsOf(part);
  const places = writes.map((write) => [passed.indexOf(`before ${write}`), passed.indexOf(`after ${write}`)]);
  for (const [before = -1, after = -1] of places) {
    expect(before).toBeGreaterThanOrEqual(0);
    expect(after).toBeGreaterThan(before);
  }
});

it('finds the points inside the stored functions, between the two ends of the call', () => {
  const passed = pointsOf('text run');
  const inside = passed.slice(passed.indexOf('before sql run_begin') + 1, passed.indexOf('after sql run_begin'));
  expect(inside.length).toBeGreaterThan(20);
  expect(inside.filter((name) => !name.includes('#') && !name.includes('the log is written'))).toEqual([]);
  expect(new Set(inside.map((name) => name.split('#')[0]))).toContain('ledger_check_balanced');
});

const complaintsOf = (results: KillResult[]) =>
  results.flatMap(({ kill, complaints }) => complaints.map((text) => `${kill.scenario}, ${nameOf(kill)}: ${text}`));

it('loses nothing and charges nobody for nothing, killed at a sample of the points', async () => {
  const kills = sampleOf(everyKill(found.recordings, 'rollback'), SAMPLE, SEED);
  const results = await killAll(kills, { server });
  expect(results.filter(({ reached }) => reached)).toHaveLength(SAMPLE);
  expect(complaintsOf(results)).toEqual([]);
}, 240_000);

it('nor where the server goes on without its client, or leaves it alone', async () => {
  // The embedded database is the process: it has no connection to lose, and none to outlive it.
  if (!server) return;
  const inside = (action: FaultAction) => everyKill(found.recordings, action).filter(isInside);
  const committed = await killAll(sampleOf(inside('commit'), SAMPLE, SEED), { server });
  const terminated = await terminateAll(sampleOf(inside('terminate'), 3 * SAMPLE, SEED), { server });
  const results = [...committed, ...terminated];
  expect(results.filter(({ reached }) => reached)).toHaveLength(4 * SAMPLE);
  expect(complaintsOf(results)).toEqual([]);
}, 240_000);

it('catches a run that is stored and charged apart', async () => {
  const kill = { scenario: CARELESS.name, name: 'after sql UPDATE runs', nth: 1, action: 'rollback' } as const;
  const [result] = await killAll([kill], { server, workers: 1 });
  expect(result).toMatchObject({ reached: true, state: 'succeeded' });
  expect(result?.complaints).toContain('5 credits are still held after the sweep');
}, 240_000);

it('says so when a point cannot be hit', async () => {
  const kill = { scenario: 'refund of a finished run', name: 'run_refund#99', nth: 1, action: 'rollback' } as const;
  const [result] = await killAll([kill], { server, workers: 1 });
  expect(result).toMatchObject({ reached: false, complaints: ['never came by'] });
}, 240_000);
