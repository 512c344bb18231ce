import { createHmac } from 'node:crypto';
import { systemClock } from '@/lib/clock';
import type { Ctx, Log } from '@/lib/context';
import type { Db } from '@/lib/db';
import { parseEnv } from '@/lib/env';
import { NOT_ASKED } from '@/lib/format';
import { systemIds } from '@/lib/ids';
import { mergePatch, settingsSchema, type SettingsReader } from '@/lib/settings';
import { memoryKv } from './memory-kv';

const ignore = () => {};

export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

type Tree = Record<string, unknown>;

/** The built-in settings with `changes` merged over them; no database row behind them. */
export function fixedSettings(changes: Tree = {}): SettingsReader & { change(patch: Tree): void } {
  let tree = changes;
  let current = settingsSchema.parse(tree);
  return {
    current: () => current,
    defaults: () => ({}),
    judge: () => [],
    refresh: async () => {},
    change: (patch) => {
      tree = mergePatch(tree, patch);
      current = settingsSchema.parse(tree);
    },
  };
}

/** Stands for a part that a test did not bring; says so when it is used. */
function missing<Part extends object>(name: string): Part {
  return new Proxy({} as Part, {
    get: (_target, member) => {
      if (member === 'then' || typeof member === 'symbol') return undefined;
      throw new Error(`This test needs ctx.${name}: pass it to makeTestCtx.`);
    },
  });
}

export type TestCtxOptions = Partial<Ctx> & {
  /** Merged over the built-in settings. */
  settingsTree?: Tree;
};

/** A complete context for verbs: a guest, the real clock and ids, the built-in settings, nothing shared with other tests. */
export function makeTestCtx(db: Db, options: TestCtxOptions = {}): Ctx {
  const { settingsTree, ...overrides } = options;
  const clock = overrides.clock ?? systemClock;
  return {
    actor: { type: 'guest' },
    db,
    kv: memoryKv(clock),
    clock,
    ids: systemIds,
    log: silentLog,
    settings: fixedSettings(settingsTree),
    ai: missing('ai'),
    files: missing('files'),
    live: missing('live'),
    sign: (text) => createHmac('sha256', 'the secret of tests').update(text).digest('base64url'),
    requestId: 'test-request',
    instanceId: systemIds.uuid(),
    address: null,
    device: null,
    country: null,
    consent: NOT_ASKED,
    adAccounts: parseEnv({}),
    ...overrides,
  };
}

export { temporaryDirectory } from './temporary-directory';
