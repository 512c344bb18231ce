import type { Db } from '@/lib/db';
import type { FieldError } from '@/lib/errors';
import { settingErrors } from './issues';
import { strangeMembers } from './member-names';
import { overlay, type JsonTree } from './merge-patch';
import { settingsSchema, type Settings } from './schema';

export interface SettingsReader {
  /** Defaults, config.yaml and the operator's changes, merged and validated. Never waits. */
  current(): Settings;
  /** What config.yaml says, beneath the operator's changes. */
  defaults(): JsonTree;
  /** What is wrong with settings that fit the schema: what only other rooms can know, such as names of tools. */
  judge(settings: Settings): FieldError[];
  /** Reads the operator's row again, as after a change. */
  refresh(): Promise<void>;
}

export interface SettingsStore extends SettingsReader {
  stop(): void;
}

const POLL_MS = 2_000;

/**
 * The operator's settings over `defaults` (from config.yaml). With a database server, where another instance may
 * change them, they are read again every two seconds.
 * @throws Error naming the wrong member when the defaults do not fit the schema.
 */
export async function createSettings(
  db: Db,
  defaults: JsonTree,
  onChange: (settings: Settings) => void = () => {},
  judge: SettingsReader['judge'] = () => [],
): Promise<SettingsStore> {
  const { error } = settingsSchema.safeParse(defaults);
  const [wrong] = [...strangeMembers(defaults), ...(error ? settingErrors(error) : [])];
  if (wrong) throw new Error(`config.yaml: settings.${wrong.path}: ${wrong.message}`);
  let current = settingsSchema.parse(defaults);
  let version = 0;

  const refresh = async () => {
    const [row] = await db.sql<{ tree: JsonTree; version: number }>('SELECT tree, version FROM settings WHERE id = 1');
    if (!row || row.version === version) return;
    current = settingsSchema.parse(overlay(defaults, row.tree));
    version = row.version;
    onChange(current);
  };
  onChange(current);
  await refresh();
  const timer = db.mode === 'server' ? setInterval(() => void refresh().catch(() => undefined), POLL_MS) : undefined;
  timer?.unref();
  return { current: () => current, defaults: () => defaults, judge, refresh, stop: () => clearInterval(timer) };
}
