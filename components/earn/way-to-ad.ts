import type { AdOffer } from '@/lib/tools/types';

/** The forms that an ad is watched for, apart from the tools' own. */
const FORM = /^\/(?:batches\/new|compare)\?tool=[a-z0-9-]+$/;

/** Where ads of this kind are watched, knowing the way back to the form. */
export function wayToAd(kind: AdOffer['kind'], form: string): string {
  return `/earn/watch?kind=${kind}&from=${encodeURIComponent(form)}`;
}

/** The form that `from` names; null for any other address. */
export function formBehind(from: string | undefined): string | null {
  return from !== undefined && FORM.test(from) ? from : null;
}
