/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Countries } from '@/components/admin/ads/countries';
import { ImportForm } from '@/components/admin/ads/import-form';
import { Networks } from '@/components/admin/ads/networks';
import { RealValue } from '@/components/admin/ads/real-value';
import { Verdict, type VerdictProps } from '@/components/admin/ads/verdict';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import type { AdFigures, NetworkEarnings } from '@/lib/ads/types';
import { renderWords } from '../../../support/render-words';

const FIGURES: AdFigures = {
  ...{ asked: 1_200, sessions: 1_000, noFill: 150, blocked: 40, failed: 10, fill: 1_000 / 1_200 },
  ...{ views: 2_100, completed: 1_900, claimed: 900, paid: 4_500, takenBack: 20, impressions: 1_800 },
  ...{ reportedUsd: 9, assumedUsd: 0, revenueUsd: 9, usdPerCredit: 0.002009 },
};
const NOTHING: AdFigures = {
  ...{ asked: 0, sessions: 0, noFill: 0, blocked: 0, failed: 0, fill: null, views: 0, completed: 0, claimed: 0 },
  ...{ paid: 0, takenBack: 0, impressions: 0, reportedUsd: 0, assumedUsd: 0, revenueUsd: 0, usdPerCredit: null },
};
const GPT: NetworkEarnings = {
  ...{ id: 'gpt', label: 'Google Ad Manager', state: 'on', account: 'GAM_REWARDED_AD_UNIT', rewards: true },
  ...{ dailyCap: 60, viewsPerDay: 60, today: NOTHING, days: FIGURES },
  kinds: [
    { kind: 'text', ...FIGURES },
    { kind: 'video', ...FIGURES, usdPerCredit: 0.0001 },
  ],
};

describe('whether ads pay for their credits', () => {
  const VERDICT: VerdictProps = {
    ...{ bringsUsd: 0.0021, costsUsd: 0.0009, valueUsd: 0.001 },
    ...{ assumedUsd: 0, revenueUsd: 9, unknownCredits: 0 },
  };

  it('is said in a sentence with both amounts', () => {
    renderWords(<Verdict {...VERDICT} />);
    expect(screen.getByText('Ads pay for the credits they give')).toBeVisible();
    expect(screen.getByText(/each credit earned by ads brought in/)).toHaveTextContent(
      'brought in $0.0021, and a credit costs us $0.0009 when',
    );
    expect(screen.queryByText(/is assumed/)).toBeNull();
  });

  it('is no without any doubt where they bring in less, and unknown where something is missing', () => {
    const { unmount } = renderWords(<Verdict {...VERDICT} costsUsd={0.01} assumedUsd={2} unknownCredits={7} />);
    expect(screen.getByText('Ads bring in less than their credits cost')).toBeVisible();
    expect(screen.getByText(/\$2.00 of \$9.00 is assumed, not reported/)).toBeVisible();
    expect(screen.getByText(/7 credits went into runs whose cost is not known/)).toBeVisible();
    unmount();
    renderWords(<Verdict {...VERDICT} bringsUsd={null} />);
    expect(screen.getByText('Nothing can be said yet')).toBeVisible();
    expect(screen.getByText('No ad has paid a credit in the last 28 days.')).toBeVisible();
  });

  it('stands beside the margins', () => {
    renderWords(<RealValue bringsUsd={0.0021} valueUsd={0.001} />);
    expect(screen.getByText(/really had/)).toHaveTextContent(
      '$0.0021 over the last 28 days; here it is counted as $0.001.',
    );
    expect(screen.getByRole('link')).toHaveAttribute('href', '/admin/ads');
  });
});

describe('the networks', () => {
  it('say whether they are on and why not, and mark what is only assumed', () => {
    const off: NetworkEarnings = {
      ...GPT,
      id: 'admob',
      label: 'AdMob',
      state: 'no_account',
      account: 'ADMOB_AD_UNITS',
      days: NOTHING,
      kinds: [],
    };
    const assumed = {
      ...GPT,
      id: 'h5' as const,
      label: 'AdSense H5',
      days: { ...FIGURES, reportedUsd: 0, assumedUsd: 9 },
    };
    renderWords(<Networks networks={[GPT, off, assumed]} costsUsd={0.001} />);
    const item = (name: string) => screen.getByRole('heading', { name: new RegExp(name) }).closest('li')!;
    expect(item('Google Ad Manager')).toHaveTextContent('150 without an ad, 40 blocked, 10 failed');
    expect(item('Google Ad Manager')).toHaveTextContent('$9.00reported');
    expect(item('Google Ad Manager')).toHaveTextContent('83.3%');
    expect(item('AdMob')).toHaveTextContent(
      'Set ADMOB_AD_UNITS in the environment and restart. Nothing in the last 28 days.',
    );
    expect(item('AdSense H5')).toHaveTextContent('$9.00assumed');
  });

  it('say of each kind what its credits bring in and cost', () => {
    renderWords(<Networks networks={[GPT]} costsUsd={0.001} />);
    expect(
      screen.getByText('Each credit earned by these ads brings in $0.002009, and costs $0.001 when spent.'),
    ).toBeInTheDocument();
    const [text, video] = within(screen.getByText('By kind of ad').closest('details')!).getAllByRole('listitem', {
      hidden: true,
    });
    expect(text).toHaveTextContent('Text adsEarns');
    expect(video).toHaveTextContent('Video adsLoses');
  });
});

it('countries are named, with what a thousand views brought in', () => {
  renderWords(
    <Countries
      countries={[
        { country: 'DE', ...FIGURES },
        { country: '', ...NOTHING, asked: 1 },
      ]}
    />,
  );
  const [, germany, unknown] = screen.getAllByRole('row');
  expect(germany).toHaveTextContent('Germany1,900');
  expect(germany).toHaveTextContent('$4.74');
  expect(unknown).toHaveTextContent('Unknown');
});

it('the form of reports shows every wrong cell and keeps what was typed', async () => {
  const action = jest.fn<FormStateAction>(async (_previous, form) => ({
    ...EMPTY_FORM,
    values: Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
    errors: { csv: 'line 3, country: “Atlantis” is no country\nline 4, revenue: is negative' },
    message: 'Nothing was brought in. Look at the marked fields.',
  }));
  const networks = [
    { id: 'gpt', label: 'Google Ad Manager' },
    { id: 'admob', label: 'AdMob' },
  ];
  renderWords(<ImportForm action={action} networks={networks} until="No report has been brought in so far." />);
  const user = userEvent.setup();
  await user.selectOptions(screen.getByLabelText('Network'), 'AdMob');
  await user.type(screen.getByLabelText('Or paste the report'), 'date');
  await user.click(screen.getByRole('button', { name: 'Bring it in' }));
  expect(await screen.findByText(/line 4, revenue: is negative/)).toBeVisible();
  expect(screen.getByLabelText('Or paste the report')).toHaveValue('date');
  expect(screen.getByLabelText('Or paste the report')).toHaveAttribute('aria-invalid', 'true');
  expect(screen.getByLabelText('Network')).toHaveValue('admob');
  expect(screen.getByRole('alert')).toHaveTextContent('Nothing was brought in.');
});
