/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CampaignForm, type CampaignFormProps } from '@/components/admin/campaigns/campaign-form';
import { CampaignList, type Listed } from '@/components/admin/campaigns/campaign-list';
import { CampaignAnswers, CampaignDays, CampaignTotals } from '@/components/admin/campaigns/figures';
import { BLANK, campaignPatch, campaignValues } from '@/components/admin/campaigns/form-values';
import { StateButtons } from '@/components/admin/campaigns/state-buttons';
import type { FormState } from '@/components/ui/form-state';
import type { CampaignMedia, CampaignView } from '@/lib/ads/types';
import { renderWords } from '../../support/render-words';

const MEDIA: CampaignMedia = {
  ...{ id: '018f3f3e-0000-7000-8000-000000000001', url: '/api/ads/media/018f3f3e-0000-7000-8000-000000000001' },
  ...{ type: 'image', mediaType: 'image/webp', bytes: 2048, width: 800, height: 600 },
};
const CAMPAIGN: CampaignView = {
  ...{ id: '018f3f3e-0000-7000-8000-000000000000', name: 'Spring', state: 'live', phase: 'running', weight: 5 },
  ...{ startsAt: '2026-11-01T00:00:00.000Z', endsAt: null, capPerUserDay: 3, media: MEDIA },
  target: { kinds: ['text', 'video'], countries: ['DE', 'NL'], languages: ['en'], plans: ['free'] },
  creative: {
    ...{ headline: 'Tulips are here', body: 'Bulbs by post.', action: 'See them', url: 'https://bulbs.example/' },
    ...{ mediaId: MEDIA.id, alt: 'A field of tulips' },
  },
  question: { text: 'Which colour?', choices: ['Red', 'Yellow'] },
  ...{ createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' },
};
const FIGURES = { views: 200, completed: 150, clicks: 3, asked: 200, answers: 50 };
const never: CampaignFormProps['send'] = async () => ({ ok: false, code: 'offline' });
const stay = async (state: FormState) => state;

const renderForm = (props: Partial<CampaignFormProps> = {}) =>
  renderWords(<CampaignForm action={stay} id={null} values={BLANK} media={null} builtIn={1} send={never} {...props} />);
const preview = () => screen.getByRole('region', { name: 'Preview' });

describe('the form of a campaign', () => {
  it('says back what it was given: nothing is lost between a campaign and its form', () => {
    const { name, weight, capPerUserDay, startsAt, endsAt, creative, question } = CAMPAIGN;
    const { kinds, countries, languages } = CAMPAIGN.target;
    const patch = campaignPatch(campaignValues(CAMPAIGN));
    expect(patch).toEqual({
      ...{ name, weight, capPerUserDay, endsAt, creative, question, target: { kinds, countries, languages } },
      startsAt: startsAt?.replace('.000Z', 'Z'),
    });
  });

  it('sends what is no number or time as it was typed, for the server to name, and emptied fields as none', () => {
    expect(campaignPatch({ name: 'x', weight: 'many', capPerUserDay: ' ', startsAt: 'soon' })).toMatchObject({
      ...{ weight: 'many', capPerUserDay: null, startsAt: 'soon', endsAt: null, question: null },
      creative: { headline: '', action: null, url: null, mediaId: null },
    });
    expect(campaignPatch({ 'target.countries': 'de; nl,be' }).target).toMatchObject({ countries: ['DE', 'NL', 'BE'] });
    expect(campaignPatch({ 'question.choices.2': 'No', 'question.choices.0': 'Yes' }).question).toEqual({
      ...{ text: '', choices: ['Yes', 'No'] },
    });
  });

  it('shows on both screens what is typed, as it is typed, and words alone as words', async () => {
    renderForm();
    expect(within(preview()).getAllByText('Your headline')).toHaveLength(2);
    await userEvent.type(screen.getByRole('textbox', { name: 'Headline' }), '<b>Tulips</b>');
    await userEvent.type(screen.getByRole('textbox', { name: 'Words of the link' }), 'Go');
    expect(within(preview()).getAllByText('<b>Tulips</b>')).toHaveLength(2);
    expect(within(preview()).getAllByText('Go')).toHaveLength(2);
    expect(preview().querySelector('b, form')).toBeNull();
    expect(screen.getByText('47 left')).toBeInTheDocument();
  });

  it('sends a file as soon as it is chosen, shows it, and says in words why one is refused', async () => {
    let answer: Awaited<ReturnType<CampaignFormProps['send']>> = { ok: false, code: 'unsupported_media_type' };
    const { container } = renderForm({ send: async () => answer });
    const input = container.querySelector<HTMLInputElement>('input[type=file]')!;
    const file = new File(['x'], 'a.png', { type: 'image/png' });
    await userEvent.upload(input, file);
    expect(await screen.findByRole('alert')).toHaveTextContent('neither a picture');
    answer = { ok: true, media: MEDIA };
    await userEvent.upload(input, file);
    await waitFor(() => expect(preview().querySelectorAll('img')).toHaveLength(2));
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByText('WEBP · 2 KB · 800 × 600')).toBeInTheDocument();
    const hidden = () => container.querySelector<HTMLInputElement>('[name="creative.mediaId"]')!.value;
    expect(hidden()).toBe(MEDIA.id);
    await userEvent.click(screen.getByRole('button', { name: 'Remove it' }));
    expect([hidden(), preview().querySelectorAll('img').length]).toEqual(['', 0]);
  });

  it('keeps what was typed when something is wrong, and goes to the first wrong field', async () => {
    const refuse = async (_state: FormState, form: FormData): Promise<FormState> => ({
      values: Object.fromEntries(
        [...form.entries()].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
      ),
      errors: { 'creative.url': 'must begin with https://', 'question.choices.1': 'are the same twice' },
      ...{ message: 'Nothing was saved.', ok: false },
    });
    renderForm({ action: refuse, id: CAMPAIGN.id, values: campaignValues(CAMPAIGN), media: MEDIA });
    const address = screen.getByRole('textbox', { name: 'Address' });
    await userEvent.clear(address);
    await userEvent.type(address, 'javascript:1');
    await userEvent.click(screen.getByRole('checkbox', { name: 'Film' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Nothing was saved.')).toBeInTheDocument();
    expect(address).toHaveValue('javascript:1');
    expect(address).toHaveFocus();
    expect(address).toHaveAccessibleDescription(expect.stringContaining('must begin with https://'));
    expect(screen.getByText('are the same twice')).toBeInTheDocument();
    expect(screen.getByRole('checkbox', { name: 'Film' })).not.toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'Text' })).toBeChecked();
  });

  it('has a form of its own for the file where no script runs', () => {
    const { container } = renderForm({ id: CAMPAIGN.id, values: campaignValues(CAMPAIGN) });
    const form = container.querySelector<HTMLFormElement>('#media-form')!;
    expect(form.getAttribute('action')).toBe(`/api/admin/campaigns/media?for=${CAMPAIGN.id}`);
    expect([form.method, form.enctype]).toEqual(['post', 'multipart/form-data']);
    expect(container.querySelector('input[type=file]')).toHaveAttribute('form', 'media-form');
  });
});

describe('the state of a campaign', () => {
  it.each([
    ['draft', ['Put live', 'Yes, delete it']],
    ['live', ['Pause', 'Yes, end it']],
    ['paused', ['Go on', 'Yes, end it']],
    ['ended', []],
  ] as const)('%s offers what may follow, and asks before what is final', (state, names) => {
    renderWords(<StateButtons action={stay} id="x" state={state} />);
    expect(screen.queryAllByRole('button', { hidden: true }).map((button) => button.textContent)).toEqual(names);
    if (state !== 'ended') expect(screen.getByRole('group')).not.toHaveAttribute('open');
  });

  it('says why it could not be', async () => {
    const refuse = async (state: FormState) => ({ ...state, message: 'endsAt: is over already' });
    renderWords(<StateButtons action={refuse} id="x" state="draft" />);
    await userEvent.click(screen.getByRole('button', { name: 'Put live' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('is over already');
  });
});

describe('the numbers of a campaign', () => {
  it('are named, and shares are of what they are a part of', () => {
    renderWords(<CampaignTotals figures={FIGURES} />);
    const said = screen.getAllByRole('definition').map(({ textContent }) => textContent);
    expect(said).toEqual(['200', '75%', '150 of 200', '3', '1.5%', '3 of 200', '25%', '50 of 200']);
  });

  it('are no share of nothing', () => {
    renderWords(<CampaignTotals figures={{ views: 0, completed: 0, clicks: 0, asked: 0, answers: 0 }} />);
    expect(screen.getAllByRole('definition').map(({ textContent }) => textContent)).toEqual(['0', '–', '0', '–', '–']);
  });

  it('by day are said in words for each bar', () => {
    const days = [
      { ...FIGURES, day: '2026-11-20' },
      { ...FIGURES, day: '2026-11-21', views: 1, completed: 0, clicks: 1 },
    ];
    renderWords(<CampaignDays days={days} />);
    const said = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(said).toEqual(['Nov 20: 200 views, 150 to the end, 3 clicks', 'Nov 21: 1 view, 0 to the end, 1 click']);
    renderWords(<CampaignDays days={[{ ...FIGURES, day: '2026-11-21', views: 0 }]} />);
    expect(screen.getByText(/Nobody has seen it/)).toBeInTheDocument();
  });

  it('by answer name each choice, and what was asked before', () => {
    const choices = [
      { text: 'Red', answers: 3 },
      { text: 'Yellow', answers: 1 },
    ];
    renderWords(
      <CampaignAnswers
        questions={[
          { text: 'New?', choices: [] },
          { text: 'Which colour?', choices },
        ]}
      />,
    );
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Red3 · 75%',
      'Yellow1 · 25%',
    ]);
    expect(screen.getByText('Asked earlier')).toBeInTheDocument();
  });
});

it('lists each campaign with its state, its times and its numbers; a draft has none yet', () => {
  const draft: Listed = {
    ...CAMPAIGN,
    id: 'b',
    name: 'Autumn',
    state: 'draft',
    phase: 'draft',
    figures: FIGURES,
    media: null,
  };
  renderWords(<CampaignList items={[{ ...CAMPAIGN, figures: FIGURES }, draft]} />);
  const [first, second] = screen.getAllByRole('listitem');
  expect(within(first!).getByRole('link', { name: 'Spring' })).toHaveAttribute(
    'href',
    `/admin/campaigns/${CAMPAIGN.id}`,
  );
  expect(first).toHaveTextContent(/Live.*From Nov 1, 00:00 · Weight 5.*Views200.*Click rate1.5%.*Answers25%/);
  expect(second).toHaveTextContent(/Draft/);
  expect(within(second!).queryAllByRole('definition')).toEqual([]);
});
