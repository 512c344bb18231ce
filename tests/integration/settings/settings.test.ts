import { AppError } from '@/lib/errors';
import { createSettings, updateSettings, type SettingsReader } from '@/lib/settings';
import type { Db } from '@/lib/db';
import { withCtx, type Ctx } from '@/lib/context';
import { openTestDb } from '../../support/test-db';
import { makeTestCtx } from '../../support/test-ctx';
import { makeUser } from '../../support/make-user';

let db: Db;
let ctx: Ctx;
let settings: SettingsReader;

beforeAll(async () => {
  db = await openTestDb();
  settings = await createSettings(db, { ads: { dailyCap: 40 } });
  const operator = await makeUser(makeTestCtx(db), { role: 'admin' });
  ctx = withCtx(makeTestCtx(db), { settings, actor: operator.actor });
});

const fieldsOf = async (patch: Record<string, unknown>) => {
  const error: unknown = await updateSettings({ ctx, input: patch }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AppError);
  return (error as AppError).fields.map((field) => field.path);
};

describe('operator settings', () => {
  it('start from the built-in defaults under config.yaml', () => {
    expect(settings.current().ads).toMatchObject({
      text: { watchSeconds: 60, reward: 5 },
      image: { watchSeconds: 120, reward: 10 },
      video: { watchSeconds: 180, reward: 15 },
      dailyCap: 40,
      cooldownSeconds: 10,
    });
  });

  it('change by a merge patch, and null gives the default back', async () => {
    await updateSettings({ ctx, input: { ads: { text: { watchSeconds: 2 }, dailyCap: 7 } } });
    expect(settings.current().ads).toMatchObject({ text: { watchSeconds: 2, reward: 5 }, dailyCap: 7 });
    await updateSettings({ ctx, input: { ads: { text: null, dailyCap: null } } });
    expect(settings.current().ads).toMatchObject({ text: { watchSeconds: 60, reward: 5 }, dailyCap: 40 });
  });

  it.each([
    [{ prices: { text: { standard: 0 } } }, 'prices.text.standard'],
    [{ prices: { overrides: { summarize: -1 } } }, 'prices.overrides.summarize'],
    [{ ads: { text: { watchSeconds: 0 } } }, 'ads.text.watchSeconds'],
    [{ ads: { text: { reward: 0.0000001 } } }, 'ads.text.reward'],
    [{ royaltyRate: 2 }, 'royaltyRate'],
    [{ rewards: { expiryDays: { bonus: 1e15 } } }, 'rewards.expiryDays.bonus'],
    [{ ads: { text: { colour: 'red' } } }, 'ads.text.colour'],
    [{ runs: { inputCharacters: '16000' } }, 'runs.inputCharacters'],
    [{ prices: { mode: 'free' } }, 'prices.mode'],
    [{ prices: { costPlus: { margin: 0.9 } } }, 'prices.costPlus.margin'],
    [{ prices: { costPlus: { creditValueUsd: 0 } } }, 'prices.costPlus.creditValueUsd'],
    [{ prices: { costPlus: { floor: 0 } } }, 'prices.costPlus.floor'],
    [{ prices: { costPlus: { floor: 9, ceiling: 8 } } }, 'prices.costPlus.ceiling'],
    [{ runs: { moderationRefundsPerDay: 0 } }, 'runs.moderationRefundsPerDay'],
  ])('refuses %j naming the field, and changes nothing', async (patch, path) => {
    const before = JSON.stringify(settings.current());
    expect(await fieldsOf(patch)).toContain(path);
    expect(JSON.stringify(settings.current())).toBe(before);
  });

  it.each([
    [0, ''],
    ['5', ''],
    [null, null],
    [{ rule: 'free' }, '.rule'],
    [{ price: 5 }, '.rule'],
    [{ rule: 'flat', price: 0 }, '.price'],
    [{ rule: 'flat' }, '.price'],
    [{ rule: 'flat', price: 4, floor: 1 }, '.floor'],
    [{ rule: 'metered', perThousandInputTokens: 1, floor: 1 }, '.ceiling'],
    [{ rule: 'metered', perThousandInputTokens: 0, floor: 1, ceiling: 2 }, '.perThousandInputTokens'],
    [{ rule: 'metered', perThousandInputTokens: -1, floor: 1, ceiling: 2 }, '.perThousandInputTokens'],
    [{ rule: 'metered', perImage: 1, floor: 0, ceiling: 2 }, '.floor'],
    [{ rule: 'metered', perImage: 1, floor: 3, ceiling: 2 }, '.ceiling'],
    [{ rule: 'metered', perMoon: 1, floor: 1, ceiling: 2 }, '.perMoon'],
    [{ rule: 'cost-plus', margin: 0.5, floor: 1, ceiling: 2 }, '.margin'],
    [{ rule: 'cost-plus', floor: 1, ceiling: 0.5 }, '.ceiling'],
  ])('refuses the price %j of a tool, naming what is wrong with it', async (rule, member) => {
    const patch = { prices: { overrides: { summarize: rule } } };
    if (member === null) await updateSettings({ ctx, input: patch });
    else expect([...new Set(await fieldsOf(patch))]).toEqual([`prices.overrides.summarize${member}`]);
    expect(settings.current().prices.overrides).toEqual({});
  });

  it('keep a price as it was written: a number or a rule', async () => {
    const overrides = { summarize: 3, rewrite: { rule: 'cost-plus', floor: 1, ceiling: 9 } };
    await updateSettings({ ctx, input: { prices: { overrides } } });
    expect(settings.current().prices.overrides).toEqual(overrides);
    await updateSettings({ ctx, input: { prices: { overrides: { rewrite: { floor: 2 }, summarize: null } } } });
    expect(settings.current().prices.overrides).toEqual({ rewrite: { rule: 'cost-plus', floor: 2, ceiling: 9 } });
    await updateSettings({ ctx, input: { prices: { overrides: null } } });
  });

  it('refuses a member it does not know', async () => {
    await expect(updateSettings({ ctx, input: { colour: 'red' } })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it.each([
    ['{"routing":{"dailySpendUsd":{"__proto__":5}}}', ['routing.dailySpendUsd.__proto__']],
    ['{"routing":{"dailySpendUsd":{"constructor":5,"openai":1}}}', ['routing.dailySpendUsd.constructor']],
    ['{"routing":{"dailySpendUsd":{"__proto__":null}}}', ['routing.dailySpendUsd.__proto__']],
    ['{"models":{"__proto__":{"hidden":true}}}', ['models.__proto__']],
    ['{"models":{"openai/x":{"cost":{"__proto__":{}}}}}', ['models.openai/x.cost.__proto__']],
    [
      '{"prices":{"overrides":{"__proto__":1,"toString":2}}}',
      ['prices.overrides.__proto__', 'prices.overrides.toString'],
    ],
    ['{"cache":{"hours":{"constructor":1}}}', ['cache.hours.constructor']],
    ['{"__proto__":{"royaltyRate":0}}', ['__proto__']],
  ])('refuse %s, naming the member that no setting can have', async (text, paths) => {
    const before = JSON.stringify(settings.current());
    expect(await fieldsOf(JSON.parse(text) as Record<string, unknown>)).toEqual(paths);
    expect(JSON.stringify(settings.current())).toBe(before);
    expect(({} as { hidden?: boolean }).hidden).toBeUndefined();
  });

  it('are closed to everyone but operators', async () => {
    const user = await makeUser(ctx);
    const asUser = withCtx(ctx, { actor: user.actor });
    await expect(updateSettings({ ctx: asUser, input: { royaltyRate: 0 } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const asGuest = withCtx(ctx, { actor: { type: 'guest' } });
    await expect(updateSettings({ ctx: asGuest, input: { royaltyRate: 0 } })).rejects.toMatchObject({
      code: 'unauthenticated',
    });
  });

  it('leave an audit row with the patch', async () => {
    await updateSettings({ ctx, input: { royaltyRate: 0.05 } });
    const row = await db.prisma.auditEntry.findFirstOrThrow({
      where: { action: 'settings.update' },
      orderBy: { createdAt: 'desc' },
    });
    expect(row.data).toEqual({ patch: { royaltyRate: 0.05 } });
  });

  it('lose no change when two operators save at once', async () => {
    await Promise.all([
      updateSettings({ ctx, input: { ads: { image: { reward: 11 } } } }),
      updateSettings({ ctx, input: { ads: { video: { reward: 16 } } } }),
    ]);
    expect(settings.current().ads).toMatchObject({ image: { reward: 11 }, video: { reward: 16 } });
  });

  it('name the member of config.yaml that does not fit', async () => {
    await expect(createSettings(db, { ads: { dailyCap: 'many' } })).rejects.toThrow('settings.ads.dailyCap');
    const hostile = JSON.parse('{"routing":{"dailySpendUsd":{"__proto__":5}}}') as Record<string, unknown>;
    await expect(createSettings(db, hostile)).rejects.toThrow('settings.routing.dailySpendUsd.__proto__');
  });
});
