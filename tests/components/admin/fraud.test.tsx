/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { CaseCard } from '@/components/admin/fraud/case-card';
import { DecideCaseForm } from '@/components/admin/fraud/decide-case-form';
import { decisionsOf } from '@/components/admin/fraud/decisions-of';
import { Evidence } from '@/components/admin/fraud/evidence';
import { fraudAddress } from '@/components/admin/fraud/fraud-address';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import { OFFER_STATES, SIGNAL_IDS, type OfferState, type RiskCase } from '@/lib/risk/types';
import { renderWords } from '../../support/render-words';

const USER = '0198a000-0000-7000-8000-00000000000b';
const SESSION = {
  id: '0198a000-0000-7000-8000-000000000001',
  kind: 'text',
  network: 'house',
  state: 'delayed',
  reward: 5,
  paid: null,
  releaseAt: '2026-01-02T10:00:00.000Z',
};
const OFFER: NonNullable<RiskCase['offer']> = {
  ...{ id: SESSION.id, network: 'offerwall', transactionId: 'tx 7', name: 'Tower & Co', state: 'waiting' },
  ...{ amount: 100, payoutUsd: 0.2, releaseAt: '2026-01-02T10:00:00.000Z' },
};
const CASE: RiskCase = {
  id: '0198a000-0000-7000-8000-00000000000a',
  flow: 'ad',
  subjectId: SESSION.id,
  score: 87,
  decision: 'delay',
  state: 'open',
  signals: [
    { id: 'device', points: 60, numbers: { users: 30 } },
    { id: 'rhythm', points: 27, numbers: { gaps: 29, meanMs: 2004, permille: 2.2, before: 0 } },
  ],
  user: { id: USER, email: 'ada@example.test', createdAt: '2025-12-31T10:00:00.000Z' },
  session: SESSION,
  offer: null,
  peers: { claims: 18, median: 3, most: 20, claimers: 240 },
  note: null,
  decidedBy: null,
  decidedAt: null,
  createdAt: '2026-01-01T10:00:00.000Z',
};
const show = (change: Partial<RiskCase> = {}) =>
  renderWords(<CaseCard item={{ ...CASE, ...change }} form={<p>the form</p>} />).container;
const at = (state: string, paid: number | null = null) => ({ ...SESSION, state, paid });

describe('a case', () => {
  it('says who, what was done, and why in sentences with their numbers', () => {
    const card = show();
    expect(screen.getByRole('heading', { level: 2 })).toHaveTextContent('ada@example.test');
    for (const words of [
      '87 points',
      'Held back',
      '30 accounts claimed on this device today.',
      '29 gaps of 2,004 ms that differ by 2.2 per mille.',
      '18 claims that day. Half of 240 people made 3 or fewer, nobody more than 20.',
      'It is paid 2 Jan 2026',
      'the form',
    ])
      expect(card.textContent?.replaceAll('Jan 2, 2026', '2 Jan 2026')).toContain(words);
    expect(screen.getByRole('link', { name: 'Their credits' })).toHaveAttribute('href', `/admin/credits?user=${USER}`);
    expect(screen.queryByRole('link', { name: 'In the ledger' })).toBeNull();
  });

  it('leads to the ledger once something was paid, and says who decided', () => {
    const card = show({
      ...{ session: at('reversed', 0), state: 'confirmed', decidedBy: 'root@example.test', note: 'A farm.' },
      decidedAt: '2026-01-03T10:00:00.000Z',
    });
    expect(screen.getByRole('link', { name: 'In the ledger' })).toHaveAttribute(
      'href',
      `/admin/ledger?find=${SESSION.id}`,
    );
    expect(card).toHaveTextContent('Confirmed by root@example.test');
    expect(card).toHaveTextContent('A farm.');
  });

  it('of a new account has no claim; one that time decided says so', () => {
    const card = show({
      flow: 'register',
      session: null,
      peers: null,
      state: 'cleared',
      decidedAt: '2026-01-02T10:00:00.000Z',
    });
    expect(card).toHaveTextContent('New account');
    expect(card).toHaveTextContent('Cleared by itself');
  });

  it('of an offer says what it pays, to whom, and where it stands', () => {
    const change = { flow: 'offer', session: null, peers: null } as const;
    const card = show({ ...change, offer: OFFER });
    expect(card).toHaveTextContent(/Offer of an offer wall.*Tower & Co · \$0\.20 to the hub.*Waits\. It is paid.*tx 7/);
    expect(screen.queryByRole('link', { name: 'In the ledger' })).toBeNull();
    for (const state of OFFER_STATES) show({ ...change, offer: { ...OFFER, name: null, state } });
    expect(screen.getAllByText(/An offer without a name/)).toHaveLength(OFFER_STATES.length);
    const found = screen.getAllByRole('link', { name: 'In the ledger' }).map((link) => link.getAttribute('href'));
    expect(found).toEqual(['/admin/ledger?find=tx%207', '/admin/ledger?find=tx%207']);
  });

  it('has words for every signal', () => {
    const numbers = {
      gaps: 1,
      meanMs: 1,
      permille: 1,
      before: 2,
      percent: 1,
      users: 1,
      seconds: 1,
      hours: 0,
      claims: 1,
    };
    const more = {
      median: 1,
      claimers: 1,
      p95: 1,
      pauses: 1,
      undone: 0,
      confirmed: 1,
      accounts: 1,
      score: 1,
      ...{ credits: 9, offers: 9, takers: 30, near: 1, address: 2, done: 4 },
    };
    const signals = SIGNAL_IDS.map((id) => ({ id, points: 1, numbers: { ...numbers, ...more } }));
    renderWords(<Evidence signals={signals} />);
    const lines = screen.getAllByRole('listitem').map((line) => line.textContent);
    expect(new Set(lines).size).toBe(SIGNAL_IDS.length);
    for (const line of lines) expect(line).toMatch(/^\+1.+\.$/);
  });
});

describe('what can be done', () => {
  it.each<[string, RiskCase['state'], RiskCase['session'], string[]]>([
    ['a claim that waits', 'open', at('delayed'), ['pay', 'refuse', 'clear_user']],
    ['a challenge without an answer', 'open', at('active'), ['clear', 'confirm', 'clear_user']],
    ['a new account', 'open', null, ['clear', 'confirm', 'clear_user']],
    ['a claim that was paid', 'cleared', at('claimed', 5), ['reverse']],
    ['a claim that was refused', 'confirmed', at('refused'), []],
    ['a claim that was taken back', 'confirmed', at('reversed', 0), []],
  ])('about %s', (_name, state, session, decisions) => {
    expect(decisionsOf({ state, session, offer: null })).toEqual(decisions);
  });

  it.each<[OfferState, RiskCase['state'], string[]]>([
    ['waiting', 'open', ['pay', 'refuse', 'clear_user']],
    ['paid', 'cleared', []],
    ['refused', 'confirmed', []],
    ['withdrawn', 'open', ['clear', 'confirm', 'clear_user']],
  ])('about an offer that is %s', (offerState, state, decisions) => {
    expect(decisionsOf({ state, session: null, offer: { ...OFFER, state: offerState } })).toEqual(decisions);
  });

  it('is one form: the button that is pressed and the words go with it', async () => {
    const action = jest.fn(async (_: FormState, form: FormData): Promise<FormState> => ({
      ...EMPTY_FORM,
      ok: true,
      message: ['decision', 'id', 'note'].map((name) => form.get(name) as string).join(' '),
    }));
    renderWords(<DecideCaseForm action={action} id="case-1" decisions={['pay', 'refuse']} />);
    fireEvent.change(screen.getByLabelText('Note'), { target: { value: 'why' } });
    fireEvent.click(screen.getByRole('button', { name: 'Refuse' }));
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('refuse case-1 why'));
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('shows what is wrong, and keeps what was typed', async () => {
    const wrong = async (): Promise<FormState> => ({
      ...{ values: { note: 'typed' }, errors: { note: 'Say why.' }, message: 'Please look.', ok: false },
    });
    renderWords(<DecideCaseForm action={wrong} id="case-1" decisions={['reverse']} />);
    fireEvent.click(screen.getByRole('button', { name: 'Take back' }));
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Please look.'));
    expect(screen.getByLabelText('Note')).toHaveAccessibleDescription(expect.stringContaining('Say why.'));
    expect(screen.getByLabelText('Note')).toHaveValue('typed');
  });

  it('is nothing where nothing is left', () => {
    const { container } = renderWords(<DecideCaseForm action={async () => EMPTY_FORM} id="x" decisions={[]} />);
    expect(container).toBeEmptyDOMElement();
  });
});

it('has addresses that can be shared', () => {
  expect(fraudAddress({ state: 'open' })).toBe('/admin/fraud');
  expect(fraudAddress({ state: 'cleared', userId: USER }, 'next')).toBe(
    `/admin/fraud?state=cleared&user=${USER}&cursor=next`,
  );
});
