import type { Settings } from './schema';

export { settingsSchema, type AdKind, type Settings } from './schema';

export interface SettingsReader {
  /** Defaults, config.yaml and the operator's changes, merged and validated. Never waits. */
  current(): Settings;
}
