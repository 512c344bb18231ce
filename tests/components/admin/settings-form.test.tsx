/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { formValues } from '@/components/admin/settings-fields';
import { SettingsForm } from '@/components/admin/settings-form';
import { settingsSchema } from '@/lib/settings/schema';
import { renderWords } from '../../support/render-words';

const CURRENT = formValues(settingsSchema.parse({}));

describe('the form of the operator', () => {
  it('shows how prices are made, what a credit is worth, and an example of each rule', () => {
    renderWords(<SettingsForm action={async (state) => state} current={CURRENT} />);
    expect(screen.getByLabelText('How prices are made')).toHaveValue('tiers');
    expect(screen.getByLabelText('Value of a credit')).toHaveValue('0.001');
    expect(screen.getByLabelText('Longest input')).toHaveValue('64000');
    expect(screen.getByLabelText('Refunds for refused content')).toHaveValue('20');
    expect(screen.getByText(/"rule":"metered","perThousandInputTokens":1/)).toBeInTheDocument();
  });

  it('keeps what was typed beside what is wrong with it', async () => {
    const sent: FormData[] = [];
    renderWords(
      <SettingsForm
        current={CURRENT}
        action={async (_state, form) => {
          sent.push(form);
          const values = Object.fromEntries(
            [...form.entries()].map(([name, value]) => [name, typeof value === 'string' ? value : '']),
          );
          return { values, errors: { 'prices.overrides': 'summarize.floor: is too small' }, message: 'No.', ok: false };
        }}
      />,
    );
    await userEvent.selectOptions(screen.getByLabelText('How prices are made'), 'cost-plus');
    await userEvent.type(screen.getByLabelText('Prices of their own'), 'summarize = 0');
    await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));
    await waitFor(() => expect(screen.getByText('summarize.floor: is too small')).toBeInTheDocument());
    expect(screen.getByLabelText('Prices of their own')).toHaveValue('summarize = 0');
    expect(screen.getByLabelText('How prices are made')).toHaveValue('cost-plus');
    expect(sent[0]?.get('prices.mode')).toBe('cost-plus');
  });
});
