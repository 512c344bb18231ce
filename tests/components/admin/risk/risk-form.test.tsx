/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { RiskForm } from '@/components/admin/risk/risk-form';
import { readRiskRules, riskValues, type RiskRules } from '@/components/admin/risk/risk-patch';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import { messages } from '@/lib/i18n';
import type { RecentScores } from '@/lib/risk/types';
import { settingsSchema } from '@/lib/settings';
import { inWords, renderWords } from '../../../support/render-words';

const STANDARD: RiskRules = settingsSchema.parse({}).risk;
const RULES: RiskRules = {
  ...{ enabled: true, challengeAt: 40, delayAt: 60, refuseAt: 95, delayHours: 24, trustDays: 30 },
  weights: { rhythm: 45, device: 60, address: 10, brandNew: 97 },
  disposableDomains: ['trash.example', 'bin.example'],
};
const RECENT: RecentScores = {
  days: 7,
  scores: [
    { score: 45, cases: 3 },
    { score: 70, cases: 2 },
    { score: 120, cases: 1 },
  ],
};
/** The form as it is sent when nobody touched it. */
const UNTOUCHED: Record<string, string> = {
  ...riskValues(RULES),
  ...{ 'risk.enabled': 'true', 'risk.disposableDomains': 'trash.example\r\nbin.example' },
};
const read = (change: Record<string, string>, rules = RULES) => readRiskRules({ ...UNTOUCHED, ...change }, rules);

describe('what is read from the form of fraud rules', () => {
  it('is nothing where nothing was changed', () => {
    expect(read({})).toMatchObject({ patch: null, wrong: [] });
    const untouched = { ...riskValues(STANDARD), 'risk.enabled': 'true' };
    expect(readRiskRules(untouched, STANDARD)).toMatchObject({ patch: null, wrong: [] });
  });

  it.each([
    [{ 'risk.enabled': '' }, { enabled: false }],
    [{ 'risk.delayAt': ' 70 ' }, { delayAt: 70 }],
    [
      { 'risk.trustDays': '0', 'risk.delayHours': '48' },
      { delayHours: 48, trustDays: 0 },
    ],
    [{ 'risk.weights.device': '0', 'risk.weights.brandNew': '5' }, { weights: { device: 0, brandNew: 5 } }],
    [
      { 'risk.disposableDomains': 'Trash.Example\nnew.example' },
      { disposableDomains: ['trash.example', 'new.example'] },
    ],
    [{ 'risk.disposableDomains': '' }, { disposableDomains: [] }],
  ])('is a patch of what was changed alone: %j', (change, risk) => {
    expect(read(change).patch).toEqual({ risk });
    expect(read(change).wrong).toEqual([]);
  });

  it.each([
    ['risk.challengeAt', '0', 1, 1_000],
    ['risk.refuseAt', '1001', 1, 1_000],
    ['risk.delayHours', '', 1, 720],
    ['risk.trustDays', '-1', 0, 3_650],
    ['risk.weights.rhythm', '101', 0, 100],
    ['risk.weights.rhythm', '4.5', 0, 100],
    ['risk.weights.brandNew', 'many', 0, 100],
  ])('refuses for %s the value %j, naming its range', (field, value, least, most) => {
    expect(read({ [field]: value }).wrong).toEqual([{ field, word: 'number', least, most }]);
  });

  it('refuses a step that comes before a milder one, at that step', () => {
    expect(read({ 'risk.challengeAt': '61' }).wrong).toEqual([{ field: 'risk.delayAt', word: 'order' }]);
    expect(read({ 'risk.refuseAt': '59' }).wrong).toEqual([{ field: 'risk.refuseAt', word: 'order' }]);
    expect(read({ 'risk.challengeAt': '60', 'risk.refuseAt': '60' }).wrong).toEqual([]);
  });
});

describe('the form of fraud rules', () => {
  const answering = (state: Partial<FormState>) =>
    jest.fn(async (_previous: FormState, _form: FormData): Promise<FormState> => ({ ...EMPTY_FORM, ...state }));
  const show = (action = answering({}), rules = RULES, recent = RECENT) =>
    renderWords(<RiskForm action={action} rules={rules} recent={recent} />);
  const scale = () =>
    within(screen.getByRole('region', { name: 'What points lead to' }))
      .getAllByRole('listitem')
      .map((step) => step.textContent);
  const signal = (name: string) => screen.getByRole('textbox', { name }).closest('li')!;

  it('has a name and a sentence for every signal that the settings know', () => {
    const words: Record<string, { name: string; sees: string } | undefined> = messages.adminRisk.signals;
    show(answering({}), STANDARD);
    for (const id of Object.keys(STANDARD.weights)) {
      const { name, sees } = words[id] ?? { name: `a name for ${id}`, sees: '' };
      expect(screen.getByRole('textbox', { name })).toHaveAccessibleDescription(sees);
    }
  });

  it('shows a signal without words by its name in the settings, and what each leads to alone', () => {
    show();
    expect(signal('brandNew')).toHaveTextContent('Enough to refuse');
    expect(signal('Many accounts on a device')).toHaveTextContent('Enough to hold back');
    expect(signal('Beats like a clock')).toHaveTextContent('Enough for a check');
    expect(signal('Many accounts at an address')).not.toHaveTextContent(/Enough|Off/);
  });

  it('shows what the numbers being typed would have done to the claims of late', () => {
    show();
    expect(scale()).toEqual([
      'Paid0 to 390 claims',
      'Asked40 to 593 claims',
      'Held back60 to 942 claims',
      'Refused95 and more1 claim',
    ]);
    fireEvent.input(screen.getByLabelText('Ask for a check from'), { target: { value: '50' } });
    fireEvent.input(screen.getByLabelText('Refuse from'), { target: { value: '60' } });
    fireEvent.input(screen.getByRole('textbox', { name: 'Beats like a clock' }), { target: { value: '0' } });
    expect(scale()).toEqual([
      'Paid0 to 493 claims',
      'Asked50 to 590 claims',
      'Held backnever0 claims',
      'Refused60 and more3 claims',
    ]);
    expect(signal('Beats like a clock')).toHaveTextContent('Off');
    // Numbers that make no order leave the rules in force in sight.
    fireEvent.input(screen.getByLabelText('Refuse from'), { target: { value: '6' } });
    expect(scale()[3]).toBe('Refused95 and more1 claim');
  });

  it('says where there is nothing to count', () => {
    show(answering({}), RULES, { days: 7, scores: [] });
    expect(screen.getByText(/^No claim looked wrong in the last 7 days/)).toBeVisible();
    expect(scale()[0]).toBe('Paid0 to 39');
  });

  it('keeps what was typed beside what is wrong with it, and goes to the first of it', async () => {
    const values = { ...UNTOUCHED, 'risk.enabled': '', 'risk.weights.device': 'lots', 'risk.disposableDomains': 'a b' };
    const errors = {
      'risk.weights.device': 'Enter a whole number from 0 to 100.',
      'risk.disposableDomains': 'Line 1: must be a domain, such as example.org',
    };
    const action = answering({ values, errors, message: 'Nothing was saved.' });
    show(action);
    fireEvent.change(screen.getByLabelText('Hold back from'), { target: { value: '61' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save rules' }));
    const field = () => screen.getByRole('textbox', { name: 'Many accounts on a device' });
    await waitFor(() => expect(field()).toHaveFocus());
    expect(Object.fromEntries(action.mock.calls[0]![1])).toMatchObject({
      'risk.delayAt': '61',
      'risk.enabled': 'true',
    });
    expect(field()).toHaveValue('lots');
    expect(field()).toHaveAccessibleDescription(/Many accounts claimed.*Enter a whole number from 0 to 100\./);
    expect(screen.getByLabelText('Domains')).toHaveValue('a b');
    expect(screen.getByLabelText('Domains')).toHaveAccessibleDescription(/Line 1: must be a domain/);
    expect(screen.getByLabelText('Look at claims, offers and new accounts')).not.toBeChecked();
  });

  it('is complete before any script', () => {
    const html = renderToString(inWords(<RiskForm action={answering({})} rules={RULES} recent={RECENT} />));
    const page = new DOMParser().parseFromString(html, 'text/html');
    const sent = new FormData(page.querySelector('form')!);
    for (const [name, value] of Object.entries(UNTOUCHED)) expect(sent.get(name)).toBe(value.replace('\r', ''));
    expect(page.querySelector('form button[type=submit]')).not.toBeNull();
  });
});
