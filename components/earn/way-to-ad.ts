import { AD_KINDS, type AdKind } from '@/lib/ads/types';

/** The kind that a parameter or a form's field names; text for anything else. */
export const adKindIn = (value: unknown): AdKind => AD_KINDS.find((kind) => kind === value) ?? 'text';

/** The page where ads of this kind are watched: `draft` is the run that waits for their credits, `from` the form behind it. */
export function wayToAd(kind: AdKind, more: Readonly<Record<string, string | null | undefined>> = {}): string {
  const query = new URLSearchParams({ kind });
  for (const [name, value] of Object.entries(more)) if (value) query.set(name, value);
  return `/earn/watch?${query.toString()}`;
}

/** The forms that an ad is watched for, apart from the tools' own. */
const FORM = /^\/(?:batches\/new|compare)\?tool=[a-z0-9-]+$/;

/** The form that `from` names; null for any other address. */
export function formBehind(from: string | undefined): string | null {
  return from !== undefined && FORM.test(from) ? from : null;
}
