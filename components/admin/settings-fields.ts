import { priceLines } from './price-lines';
import { spendLines } from './spend-lines';

/** What a number counts; decides the word beside it. */
export type SettingUnit =
  | 'seconds'
  | 'credits'
  | 'days'
  | 'hours'
  | 'milliseconds'
  | 'characters'
  | 'tokens'
  | 'count'
  | 'share'
  | 'times'
  | 'dollars'
  | 'perDay'
  | 'megabytes'
  | 'rows';

export interface SettingField {
  /** Dotted, as in the settings tree and in its errors. */
  path: string;
  unit: SettingUnit;
  /** May be left empty, which means the default. */
  optional?: boolean;
  /** That default, said in the empty input; without one it is "never", which may also be written. */
  byDefault?: number;
}

/** One of a few words. */
export interface SettingChoice {
  path: 'prices.mode';
  values: readonly ('tiers' | 'cost-plus')[];
}

export const POLICIES = ['order', 'cost', 'quality', 'speed'] as const;

/** Boxes: an unticked one sends nothing, so the form says beside it that it was there. */
export const SETTING_BOXES = ['limits.enabled', 'routing.race.enabled'] as const;

export interface SettingGroup {
  id: 'ads' | 'caps' | 'prices' | 'costPlus' | 'rewards' | 'runs' | 'batches' | 'files';
  /** A choice that stands above the numbers. */
  choice?: SettingChoice;
  fields: SettingField[];
}

const each = <T extends string>(names: readonly T[], make: (name: T) => SettingField[]) => names.flatMap(make);

/** The form, as data. Settings that are no plain numbers (routing, limits, price overrides) follow it. */
export const SETTING_GROUPS: SettingGroup[] = [
  {
    id: 'ads',
    fields: each(['text', 'image', 'video'], (kind) => [
      { path: `ads.${kind}.watchSeconds`, unit: 'seconds' },
      { path: `ads.${kind}.reward`, unit: 'credits' },
    ]),
  },
  {
    id: 'caps',
    fields: [
      { path: 'ads.dailyCap', unit: 'credits' },
      { path: 'ads.deviceDailyCap', unit: 'credits' },
      { path: 'ads.addressDailyCap', unit: 'credits' },
      { path: 'ads.cooldownSeconds', unit: 'seconds' },
    ],
  },
  {
    id: 'prices',
    fields: [
      ...each(['text', 'image', 'audio', 'video'], (kind): SettingField[] => [
        { path: `prices.${kind}.standard`, unit: 'credits' },
        { path: `prices.${kind}.economy`, unit: 'credits' },
      ]),
      { path: 'prices.ownRepeat', unit: 'credits' },
      { path: 'prices.sharedRepeat', unit: 'credits' },
      { path: 'prices.batchShare', unit: 'share' },
    ],
  },
  {
    id: 'costPlus',
    choice: { path: 'prices.mode', values: ['tiers', 'cost-plus'] },
    fields: [
      { path: 'prices.costPlus.margin', unit: 'times' },
      { path: 'prices.costPlus.creditValueUsd', unit: 'dollars' },
      { path: 'prices.costPlus.floor', unit: 'credits' },
      { path: 'prices.costPlus.ceiling', unit: 'credits' },
    ],
  },
  {
    id: 'rewards',
    fields: [
      { path: 'rewards.welcomeBonus', unit: 'credits' },
      { path: 'rewards.expiryDays.ad', unit: 'days', optional: true, byDefault: 90 },
      { path: 'rewards.expiryDays.bonus', unit: 'days', optional: true, byDefault: 365 },
      { path: 'rewards.expiryDays.admin', unit: 'days', optional: true },
    ],
  },
  {
    id: 'runs',
    fields: [
      { path: 'runs.inputCharacters', unit: 'characters' },
      { path: 'runs.maxInputCharacters', unit: 'characters' },
      { path: 'runs.outputTokens', unit: 'tokens' },
      { path: 'runs.speechCharacters', unit: 'characters' },
      { path: 'runs.audioSeconds', unit: 'seconds' },
      { path: 'runs.moderationRefundsPerDay', unit: 'perDay' },
      { path: 'runs.cacheHours', unit: 'hours' },
      { path: 'runs.maxAttempts', unit: 'count' },
      { path: 'runs.connectMs', unit: 'milliseconds' },
      { path: 'runs.firstContentMs', unit: 'milliseconds' },
      { path: 'runs.idleMs', unit: 'milliseconds' },
      { path: 'runs.totalMs', unit: 'milliseconds' },
      { path: 'runs.videoMs', unit: 'milliseconds' },
    ],
  },
  {
    id: 'batches',
    fields: [
      { path: 'batches.maxRows', unit: 'rows' },
      { path: 'batches.perBatch', unit: 'rows' },
      { path: 'batches.perProcess', unit: 'rows' },
      { path: 'batches.tries', unit: 'count' },
    ],
  },
  {
    id: 'files',
    fields: [
      { path: 'files.imageMegabytes', unit: 'megabytes' },
      { path: 'files.audioMegabytes', unit: 'megabytes' },
      { path: 'files.documentMegabytes', unit: 'megabytes' },
      { path: 'files.quotaMegabytes', unit: 'megabytes' },
      { path: 'files.uploadsPerDay', unit: 'perDay' },
      { path: 'files.keepUploadsDays', unit: 'days' },
    ],
  },
];

type Tree = { [name: string]: unknown };

/** The member at a dotted path. */
export function settingAt(tree: Tree, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (node, name) => (typeof node === 'object' && node !== null ? (node as Tree)[name] : undefined),
      tree,
    );
}

/** Everything the form shows, as the strings its inputs hold. */
export function formValues(settings: Tree): Record<string, string> {
  const values = Object.fromEntries(
    SETTING_GROUPS.flatMap((group) => group.fields).map(({ path }) => {
      const value = settingAt(settings, path);
      return [path, typeof value === 'number' ? String(value) : value === 'never' ? value : ''];
    }),
  );
  const order = settingAt(settings, 'routing.order');
  const overrides = settingAt(settings, 'prices.overrides');
  const boxes = SETTING_BOXES.map((path): [string, string] => [path, String(settingAt(settings, path) === true)]);
  return {
    ...values,
    'routing.order': Array.isArray(order) ? order.join('\n') : '',
    'prices.mode': String(settingAt(settings, 'prices.mode')),
    'prices.overrides': priceLines((overrides ?? {}) as Tree),
    'routing.policy': String(settingAt(settings, 'routing.policy')),
    'routing.race.leastMs': String(settingAt(settings, 'routing.race.leastMs')),
    'routing.dailySpendUsd': spendLines((settingAt(settings, 'routing.dailySpendUsd') ?? {}) as Tree),
    ...Object.fromEntries(boxes),
  };
}
