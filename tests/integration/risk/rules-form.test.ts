import { beforeAll, expect, test } from '@jest/globals';
import { changeSettings } from '@/app/_shell/list-errors';
import { DOMAINS_FIELD, readRiskRules, riskValues } from '@/components/admin/risk/risk-patch';
import { withCtx, type Ctx } from '@/lib/context';
import type { AppError } from '@/lib/errors';
import { openCase, recentScores } from '@/lib/risk';
import { createSettings } from '@/lib/settings';
import { makeUser } from '../../support/make-user';
import { manualClock, type ManualClock } from '../../support/manual-clock';
import { failure } from '../../support/risk-world';
import { makeTestCtx } from '../../support/test-ctx';
import { openTestDb } from '../../support/test-db';

let ctx: Ctx;
let clock: ManualClock;

beforeAll(async () => {
  const db = await openTestDb();
  clock = manualClock('2026-03-10T12:00:00.000Z');
  const operator = await makeUser(makeTestCtx(db, { clock }), { role: 'admin' });
  const settings = await createSettings(db, { risk: { delayAt: 55 } });
  ctx = withCtx(makeTestCtx(db, { clock }), { settings, actor: operator.actor });
});

const risk = () => ctx.settings.current().risk;

/** As the form's action does it, with what somebody changed on the page. */
async function save(change: Record<string, string>): Promise<void> {
  const form = { ...riskValues(risk()), 'risk.enabled': 'true', ...change };
  const { patch, lines } = readRiskRules(form, risk());
  await changeSettings(ctx, { ...patch }, { path: DOMAINS_FIELD, lines }, ({ line, message }) => `${line}: ${message}`);
}

test('rules hold as they were typed, and those left alone go on following the configuration file', async () => {
  await save({
    'risk.refuseAt': '100',
    'risk.weights.device': '0',
    'risk.disposableDomains': 'Trash.example\r\nb.example',
  });
  expect(risk()).toMatchObject({ enabled: true, challengeAt: 40, delayAt: 55, refuseAt: 100 });
  expect(risk().weights).toMatchObject({ device: 0, rhythm: 45 });
  expect(risk().disposableDomains).toEqual(['trash.example', 'b.example']);
  const [row] = await ctx.db.sql<{ tree: { risk: object } }>('SELECT tree FROM settings WHERE id = 1');
  expect(Object.keys(row!.tree.risk).sort()).toEqual(['disposableDomains', 'refuseAt', 'weights']);
  await save({ 'risk.enabled': '', 'risk.disposableDomains': '' });
  expect(risk()).toMatchObject({ enabled: false, disposableDomains: [] });
});

test('refuses domains that are none by their line, and changes nothing', async () => {
  const before = JSON.stringify(risk());
  const { fields } = await failure(save({ 'risk.disposableDomains': 'a.example\n\nnowhere', 'risk.delayAt': '56' }));
  expect(fields).toEqual([{ path: 'risk.disposableDomains', message: '3: must be a domain, such as example.org' }]);
  expect(JSON.stringify(risk())).toBe(before);
});

test('claims of the last seven days are counted by their points; accounts and older ones are not', async () => {
  const claim = async (score: number, flow: 'ad' | 'register' = 'ad') => {
    const { id } = await makeUser(ctx);
    const subject = { type: flow === 'ad' ? 'ad_session' : 'user', id: ctx.ids.uuid() } as const;
    await openCase({ ctx, input: { flow, userId: id, subject, score, signals: [], decision: 'challenge' } });
  };
  await claim(99);
  clock.advance(8 * 86_400_000);
  for (const score of [70, 45, 45]) await claim(score);
  await claim(45, 'register');
  expect(await recentScores({ ctx })).toEqual({
    days: 7,
    scores: [
      { score: 45, cases: 2 },
      { score: 70, cases: 1 },
    ],
  });
  const thrown: AppError = await failure(recentScores({ ctx: withCtx(ctx, { actor: { type: 'guest' } }) }));
  expect(thrown.code).toBe('unauthenticated');
});
