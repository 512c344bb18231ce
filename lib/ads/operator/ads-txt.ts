import type { Ctx } from '@/lib/context';
import { notFound } from '@/lib/errors';
import type { SellersFile, SellersLine } from './types';

/** Of Google's own seller account, in every publisher's file: https://support.google.com/adsense/answer/7532444 */
const GOOGLE_CERTIFICATION = 'f08c47fec0942fa0';

const PUBLISHER = /(?:^|-)pub-(\d{10,20})/;

function googleLine(account: string | undefined): string[] {
  const [, id] = PUBLISHER.exec(account ?? '') ?? [];
  return id ? [`google.com, pub-${id}, DIRECT, ${GOOGLE_CERTIFICATION}`] : [];
}

/** Two lines that say the same differ at most in case and blanks. */
const sameLine = (line: string) => line.replaceAll(/\s/g, '').toLowerCase();

/**
 * The lines by which networks know who may sell the hub's places: what follows from its accounts, then the operator's
 * own, each once. `app-ads.txt` is for the app around the hub and empty without one.
 */
export function sellerEntries(ctx: Pick<Ctx, 'adAccounts' | 'settings'>, file: SellersFile): SellersLine[] {
  const { ADSENSE_CLIENT_ID: adsense, ADMOB_AD_UNITS: units = [] } = ctx.adAccounts;
  if (file === 'app-ads.txt' && units.length === 0) return [];
  const own = file === 'ads.txt' ? googleLine(adsense) : units.flatMap(googleLine);
  const follows = new Set(own.map(sameLine));
  const lines = [...own, ...ctx.settings.current().ads.adsTxt];
  return [...new Map(lines.map((line) => [sameLine(line), line])).values()].map((text) => ({
    text,
    automatic: follows.has(sameLine(text)),
  }));
}

export const sellerLines = (ctx: Pick<Ctx, 'adAccounts' | 'settings'>, file: SellersFile): string[] =>
  sellerEntries(ctx, file).map(({ text }) => text);

/** The file's text. @throws AppError not_found while there is nothing to say. */
export function adsTxt({ ctx, input }: { ctx: Ctx; input: { file: SellersFile } }): string {
  const lines = sellerLines(ctx, input.file);
  if (lines.length === 0) throw notFound('file');
  return `${lines.join('\n')}\n`;
}
