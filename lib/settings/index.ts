export { creditExpiry, type EarnedSource } from './credit-expiry';
export { mergePatch } from './merge-patch';
export type { ModelOverride } from './model-override';
export type { PriceOverride } from './price-rules';
export { settingsSchema, type Settings } from './schema';
export { createSettings, type SettingsReader, type SettingsStore } from './store';
export { updateSettings, type SettingsChange } from './update-settings';
