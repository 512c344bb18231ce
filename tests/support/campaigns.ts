import type { CampaignInput } from '@/lib/ads';

/** A house ad that says little: enough to be shown. */
export function campaignOf(change: Partial<CampaignInput> = {}): CampaignInput {
  return {
    name: 'Spring',
    creative: { headline: 'Tulips are here', body: 'Bulbs by post, in peat-free soil.' },
    ...change,
  };
}

/** One with everything an operator may say. */
export const FULL_CAMPAIGN: CampaignInput = {
  name: 'Spring sale',
  state: 'live',
  startsAt: '2026-03-01T00:00:00.000Z',
  endsAt: '2026-04-01T00:00:00.000Z',
  weight: 10,
  capPerUserDay: 3,
  target: { kinds: ['text'], countries: ['DE', 'NL'], languages: ['en'], plans: ['free'] },
  creative: {
    headline: 'Tulips are here',
    body: 'Bulbs by post, in peat-free soil.',
    action: 'See the bulbs',
    url: 'https://bulbs.example/spring',
  },
  question: { text: 'Which colour?', choices: ['Red', 'Yellow', 'White'] },
};
