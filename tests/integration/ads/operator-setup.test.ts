import { readAdSetup, SELLERS_FIELD } from '@/components/admin/ads/setup-patch';
import { changeSettings } from '@/app/_shell/list-errors';
import { adSetup, adsTxt } from '@/lib/ads';
import { withCtx, type Actor, type Ctx } from '@/lib/context';
import { parseEnv } from '@/lib/env';
import { type AppError } from '@/lib/errors';
import { createSettings } from '@/lib/settings';
import { makeUser } from '../../support/make-user';
import { makeTestCtx } from '../../support/test-ctx';
import { openTestDb } from '../../support/test-db';

const ACCOUNTS = { ADSENSE_CLIENT_ID: 'ca-pub-1234567890123456', GAM_REWARDED_AD_UNIT: '/1/rewarded' };
const GOOGLE = 'google.com, pub-1234567890123456, DIRECT, f08c47fec0942fa0';
let ctx: Ctx;

beforeAll(async () => {
  const db = await openTestDb();
  const operator = await makeUser(makeTestCtx(db), { role: 'admin' });
  const settings = await createSettings(db, { ads: { adsTxt: ['default.example, 1, DIRECT'] } });
  ctx = withCtx(makeTestCtx(db), { settings, actor: operator.actor, adAccounts: parseEnv(ACCOUNTS) });
});

/** As the form's action does it. */
async function save(form: Record<string, string>): Promise<void> {
  const { patch, lines } = readAdSetup(form, ctx.settings.current().ads);
  await changeSettings(ctx, { ...patch }, { path: SELLERS_FIELD, lines }, ({ line, message }) => `${line}: ${message}`);
}
const served = () => adsTxt({ ctx, input: { file: 'ads.txt' } });

test('lines, platform and display hold as they were typed, over the defaults of the configuration file', async () => {
  expect(served()).toBe(`${GOOGLE}\ndefault.example, 1, DIRECT\n`);
  await save({
    ...{ 'ads.adsTxt': 'a.example, 2, RESELLER\r\n# ours', 'ads.consent.cmpScriptUrl': 'https://cmp.example/a.js' },
    ...{ 'ads.consent.childDirected': 'true', 'ads.display.enabled': 'true', 'ads.display.adsenseSlot': '42' },
  });
  expect(served()).toBe(`${GOOGLE}\na.example, 2, RESELLER\n# ours\n`);
  expect(ctx.settings.current().ads.consent).toEqual({
    cmpScriptUrl: 'https://cmp.example/a.js',
    childDirected: true,
  });
  expect(ctx.settings.current().ads.display).toEqual({ enabled: true, adsenseSlot: '42' });
  await save({});
  expect(served()).toBe(`${GOOGLE}\n`);
  expect(ctx.settings.current().ads).toMatchObject({
    consent: { cmpScriptUrl: '', childDirected: false },
    display: { enabled: false, adsenseSlot: '' },
  });
});

test('refuses wrong lines by their number in the field, and changes nothing', async () => {
  const before = served();
  const form = { 'ads.adsTxt': 'a.example, 2, DIRECT\n\ngoogle.com\nhello', 'ads.display.enabled': 'true' };
  const thrown: unknown = await save(form).catch((error: unknown) => error);
  expect((thrown as AppError).fields).toEqual([
    {
      path: 'ads.adsTxt',
      message: [3, 4].map((line) => `${line}: must be like seller.example, account, DIRECT`).join('\n'),
    },
  ]);
  expect(served()).toBe(before);
});

test('the console is told what follows from accounts, who is missing, and what display units lack', () => {
  const setup = (accounts: Record<string, string>, ads: object = {}) =>
    adSetup({ ctx: makeTestCtx(ctx.db, { actor: ctx.actor, adAccounts: parseEnv(accounts), settingsTree: { ads } }) });
  const lines = ['a.example, 2, DIRECT', GOOGLE.toUpperCase()];
  expect(setup(ACCOUNTS, { adsTxt: lines }).files).toEqual([
    {
      ...{ name: 'ads.txt', account: 'ADSENSE_CLIENT_ID' },
      lines: [
        { text: GOOGLE.toUpperCase(), automatic: true },
        { text: 'a.example, 2, DIRECT', automatic: false },
      ],
    },
    { name: 'app-ads.txt', account: 'ADMOB_AD_UNITS', lines: [] },
  ]);
  const states = (...world: Parameters<typeof setup>) => setup(...world).display.map(({ state }) => state);
  expect(states({})).toEqual(['no_account', 'no_account']);
  expect(states({ ...ACCOUNTS, REVCONTENT_WIDGET_ID: '1' })).toEqual(['no_slot', 'on']);
  expect(states(ACCOUNTS, { display: { adsenseSlot: '1' } })).toEqual(['on', 'no_account']);
  expect(states(ACCOUNTS, { display: { enabled: false } })).toEqual(['switched_off', 'no_account']);
  expect(setup({ REVCONTENT_WIDGET_ID: '1' })).toMatchObject({
    missing: ['revcontent.com'],
    partners: ['Revcontent'],
  });
  expect(setup({})).toMatchObject({ missing: [], partners: [] });
});

test('and nobody else is', () => {
  const user: Actor = { type: 'user', userId: 'u', sessionId: 's', role: 'user', plan: 'free' };
  expect(() => adSetup({ ctx: withCtx(ctx, { actor: user }) })).toThrow('This is for operators.');
});
