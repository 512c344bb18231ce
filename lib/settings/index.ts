export { mergePatch } from './merge-patch';
export { settingsSchema, type AdKind, type Settings } from './schema';
export { createSettings, type SettingsReader } from './store';
export { updateSettings } from './update-settings';
