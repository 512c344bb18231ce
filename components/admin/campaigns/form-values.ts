import { AD_KINDS, type CampaignCreative, type CampaignView } from '@/lib/ads/types';

export const CHOICES = [0, 1, 2, 3] as const;

export type FormValues = Record<string, string>;

/** `2026-11-30T18:00` for an input of date and time, in UTC. */
const asInput = (iso: string | null): string => (iso === null ? '' : iso.slice(0, 16));

/** What a new campaign begins with. */
export const BLANK: FormValues = { weight: '1' };

/** What the form of a campaign shows, as the strings its inputs hold. */
export function campaignValues({ creative, question, target, ...campaign }: CampaignView): FormValues {
  return {
    name: campaign.name,
    'creative.headline': creative.headline,
    'creative.body': creative.body,
    'creative.action': creative.action ?? '',
    'creative.url': creative.url ?? '',
    'creative.mediaId': creative.mediaId ?? '',
    'creative.alt': creative.alt,
    'question.text': question?.text ?? '',
    ...Object.fromEntries(CHOICES.map((index) => [`question.choices.${index}`, question?.choices[index] ?? ''])),
    ...Object.fromEntries(target.kinds.map((kind) => [`target.kinds.${kind}`, 'on'])),
    'target.countries': target.countries.join(', '),
    'target.languages': target.languages.join(', '),
    startsAt: asInput(campaign.startsAt),
    endsAt: asInput(campaign.endsAt),
    weight: String(campaign.weight),
    capPerUserDay: campaign.capPerUserDay === null ? '' : String(campaign.capPerUserDay),
  };
}

type Fields = Readonly<Record<string, string | undefined>>;

const codes = (text: string | undefined, write: (code: string) => string): string[] =>
  (text ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(write);

/** Empty means none; what is no number stays a word, for the schema to name. */
function number(text: string | undefined): number | string | null {
  const typed = text?.trim() ?? '';
  if (typed === '') return null;
  return /^\d{1,9}$/.test(typed) ? Number(typed) : typed;
}

function time(text: string | undefined): string | null {
  const typed = text?.trim() ?? '';
  if (typed === '') return null;
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(typed) ? `${typed.length === 16 ? `${typed}:00` : typed}Z` : typed;
}

function questionOf(fields: Fields): { text: string; choices: string[] } | null {
  const text = fields['question.text']?.trim() ?? '';
  const choices = CHOICES.map((index) => fields[`question.choices.${index}`]?.trim() ?? '').filter(Boolean);
  return text === '' && choices.length === 0 ? null : { text, choices };
}

/** The form as a merge patch of a campaign: an emptied field goes back to none. What the form does not show stays. */
export function campaignPatch(fields: Fields): { [name: string]: unknown } {
  return {
    name: fields.name ?? '',
    startsAt: time(fields.startsAt),
    endsAt: time(fields.endsAt),
    weight: number(fields.weight),
    capPerUserDay: number(fields.capPerUserDay),
    target: {
      kinds: AD_KINDS.filter((kind) => fields[`target.kinds.${kind}`]),
      countries: codes(fields['target.countries'], (code) => code.toUpperCase()),
      languages: codes(fields['target.languages'], (code) => code.toLowerCase()),
    },
    creative: {
      headline: fields['creative.headline'] ?? '',
      body: fields['creative.body'] ?? '',
      action: fields['creative.action'] || null,
      url: fields['creative.url'] || null,
      mediaId: fields['creative.mediaId'] || null,
      alt: fields['creative.alt'] ?? '',
    },
    question: questionOf(fields),
  };
}

type Shown = Pick<NonNullable<CampaignCreative['media']>, 'url' | 'type'>;

/** What the player would draw of it; words that are missing are stood in for. */
export function previewOf(values: FormValues, media: Shown | null, id: string, headline: string): CampaignCreative {
  const word = (name: string) => values[name]?.trim() ?? '';
  return {
    campaignId: id,
    headline: word('creative.headline') || headline,
    body: word('creative.body'),
    action: word('creative.action') || null,
    hasLink: word('creative.url') !== '',
    media: media && { url: media.url, type: media.type, alt: word('creative.alt') },
  };
}
