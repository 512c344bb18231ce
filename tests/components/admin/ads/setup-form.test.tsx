/** @jest-environment jsdom */
import { describe, expect, it, jest } from '@jest/globals';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { SetupForm } from '@/components/admin/ads/setup-form';
import { readAdSetup, type SetupRules } from '@/components/admin/ads/setup-patch';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import type { AdSetup } from '@/lib/ads/types';
import { inWords, renderWords } from '../../../support/render-words';

const RULES: SetupRules = {
  adsTxt: ['seller.example, 12345, DIRECT', '# ours'],
  consent: { cmpScriptUrl: 'https://cmp.example/a.js', childDirected: false },
  display: { enabled: true, adsenseSlot: '' },
};
const GOOGLE = 'google.com, pub-1234567890123456, DIRECT, f08c47fec0942fa0';
const SETUP: AdSetup = {
  files: [
    {
      ...{ name: 'ads.txt', account: 'ADSENSE_CLIENT_ID' },
      lines: [{ text: GOOGLE, automatic: true }, ...RULES.adsTxt.map((text) => ({ text, automatic: false }))],
    },
    { name: 'app-ads.txt', account: 'ADMOB_AD_UNITS', lines: [] },
  ],
  missing: ['revcontent.com'],
  partners: ['Google AdSense', 'Revcontent'],
  display: [
    { network: 'adsense', account: 'ADSENSE_CLIENT_ID', state: 'no_slot' },
    { network: 'revcontent', account: 'REVCONTENT_WIDGET_ID', state: 'no_account' },
  ],
};
/** The form as it is sent when nobody touched it: unticked boxes and empty fields are absent. */
const UNTOUCHED: Record<string, string> = {
  'ads.adsTxt': 'seller.example, 12345, DIRECT\r\n# ours',
  'ads.consent.cmpScriptUrl': 'https://cmp.example/a.js',
  'ads.display.enabled': 'true',
};
const read = (change: Record<string, string>) => readAdSetup({ ...UNTOUCHED, ...change }, RULES);

describe('what is read from the form of sellers, consent and display', () => {
  it('is nothing where nothing was changed', () => {
    expect(read({})).toMatchObject({ patch: null, wrong: [] });
  });

  it.each([
    [{ 'ads.adsTxt': 'a.example,  1, DIRECT\n\n a.example, 1, DIRECT ' }, { adsTxt: ['a.example, 1, DIRECT'] }],
    [{ 'ads.adsTxt': '' }, { adsTxt: [] }],
    [{ 'ads.consent.cmpScriptUrl': '' }, { consent: { cmpScriptUrl: '' } }],
    [{ 'ads.consent.childDirected': 'true' }, { consent: { childDirected: true } }],
    [{ 'ads.display.enabled': '' }, { display: { enabled: false } }],
    [{ 'ads.display.adsenseSlot': ' 123 ' }, { display: { adsenseSlot: '123' } }],
  ])('is a patch of what was changed alone: %j', (change, ads) => {
    expect(read(change)).toMatchObject({ patch: { ads }, wrong: [] });
    expect(Object.keys(read(change).patch!.ads)).toEqual(Object.keys(ads));
  });

  it.each(['http://cmp.example/a.js', 'cmp.example', 'https://', 'javascript:alert(1)'])(
    'takes no script at %s',
    (url) =>
      expect(read({ 'ads.consent.cmpScriptUrl': url }).wrong).toEqual([
        { field: 'ads.consent.cmpScriptUrl', word: 'scriptWrong' },
      ]),
  );

  it.each(['ca-pub-1', '12 34', '1'.repeat(21)])('takes no slot %s', (slot) =>
    expect(read({ 'ads.display.adsenseSlot': slot }).wrong).toEqual([
      { field: 'ads.display.adsenseSlot', word: 'slotWrong' },
    ]),
  );
});

describe('the form of sellers, consent and display', () => {
  const answering = (state: Partial<FormState>) =>
    jest.fn(async (_previous: FormState, _form: FormData): Promise<FormState> => ({ ...EMPTY_FORM, ...state }));
  const show = (action = answering({}), setup = SETUP) =>
    renderWords(<SetupForm action={action} rules={RULES} setup={setup} />);
  const part = (name: string) => screen.getByRole('group', { name });

  it('shows the files as they are served, with what follows from an account, and who is missing', () => {
    show();
    const lines = within(part('Sellers')).getAllByRole('listitem');
    expect(lines.map((line) => line.textContent)).toEqual([`${GOOGLE}from ADSENSE_CLIENT_ID`, ...RULES.adsTxt]);
    expect(screen.getByText('/app-ads.txt is not there (404): it has no line yet.')).toBeVisible();
    expect(screen.getByText(/^No line names revcontent\.com, whose ads are on\./)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Open /ads.txt' })).toHaveAttribute('href', '/ads.txt');
  });

  it('says whom visitors are asked about, and what of each display network is missing', () => {
    const { unmount } = show();
    expect(part('Consent')).toHaveTextContent(
      'Google AdSense and Revcontent load nothing before a visitor has agreed.',
    );
    expect(part('Display units')).toHaveTextContent('AdSenseNo slotADSENSE_CLIENT_ID is set.');
    expect(part('Display units')).toHaveTextContent('RevcontentNo accountSet REVCONTENT_WIDGET_ID in the environment');
    unmount();
    show(answering({}), { ...SETUP, partners: [], missing: [] });
    expect(part('Consent')).toHaveTextContent('No network that needs an answer is on, so nobody is asked.');
    expect(screen.queryByText(/^No line names/)).toBeNull();
  });

  it('keeps what was typed where a line is wrong, says which, and goes there', async () => {
    const values = {
      ...UNTOUCHED,
      'ads.adsTxt': 'google.com',
      'ads.display.adsenseSlot': '9',
      'ads.display.enabled': '',
    };
    const errors = { 'ads.adsTxt': 'Line 1: must be like seller.example, account, DIRECT' };
    const action = answering({ values, errors, message: 'Nothing was saved.' });
    show(action);
    fireEvent.click(screen.getByLabelText('This hub is for children'));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    const lines = screen.getByLabelText('Lines of your own');
    await waitFor(() => expect(screen.getByLabelText('Lines of your own')).toHaveFocus());
    expect(Object.fromEntries(action.mock.calls[0]![1])).toMatchObject({ 'ads.consent.childDirected': 'true' });
    expect(screen.getByLabelText('Lines of your own')).toHaveAccessibleDescription(/Line 1: must be like/);
    expect(lines).toHaveAttribute('id', 'ads.adsTxt');
    expect(screen.getByLabelText('Lines of your own')).toHaveValue('google.com');
    expect(screen.getByLabelText('Slot of AdSense')).toHaveValue('9');
    expect(screen.getByLabelText('Show display units')).not.toBeChecked();
  });

  it('keeps what was typed where the whole form was refused', async () => {
    show(answering({ values: { 'ads.display.adsenseSlot': '77' }, message: 'Too often. Wait a little.' }));
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Too often.');
    expect(screen.getByLabelText('Slot of AdSense')).toHaveValue('77');
  });

  it('is complete before any script: every field has its name, and the boxes their values', () => {
    const html = renderToString(inWords(<SetupForm action={answering({})} rules={RULES} setup={SETUP} />));
    const page = new DOMParser().parseFromString(html, 'text/html');
    const sent = new FormData(page.querySelector('form')!);
    for (const [name, value] of Object.entries(UNTOUCHED)) expect(sent.get(name)).toBe(value.replace('\r', ''));
    expect(page.querySelector('form button[type=submit]')).not.toBeNull();
  });
});
