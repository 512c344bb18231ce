/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { RefundsPage, type PublishedReason } from '@/components/refunds/refunds-page';
import { REASONS } from '@/lib/runs/reasons';
import { messages } from '@/lib/i18n';
import { renderWords } from '../../support/render-words';

const ALL = Object.entries(REASONS).map(([code, reason]) => ({ code, ...reason })) as PublishedReason[];
const show = () => renderWords(<RefundsPage reasons={ALL} moderationLimit={20} floorPercent={20} />);

describe('the published refund rules', () => {
  it('have words for every reason a run may be refunded for, and for none besides', () => {
    const codes = Object.keys(REASONS).sort();
    expect(Object.keys(messages.receipt.reasons).sort()).toEqual(codes);
    expect(Object.keys(messages.refunds.when).sort()).toEqual(codes);
  });

  it('say of each reason when it applies and what is read beside the run, at an address of its own', () => {
    const { container } = show();
    for (const { code, sentence } of ALL) {
      const row = container.querySelector<HTMLElement>(`li#${code}`)!;
      expect(within(row).getByText(`You read: “${sentence}”`)).toBeInTheDocument();
      expect(within(row).getByRole('heading', { level: 3 })).toHaveTextContent(messages.receipt.reasons[code]);
    }
  });

  it('stand in groups by how much comes back', () => {
    show();
    const whole = within(screen.getByRole('region', { name: 'Everything comes back' }));
    expect(whole.getByText('No provider could answer.')).toBeInTheDocument();
    expect(whole.queryByText('Stopped part of the way.')).toBeNull();
    const part = within(screen.getByRole('region', { name: 'A part comes back' }));
    expect(part.getByText('Stopped part of the way.')).toBeInTheDocument();
  });

  it('state the operator’s numbers', () => {
    show();
    expect(screen.getByText(/After 20 such refunds within 24 hours/)).toBeInTheDocument();
    expect(screen.getByText(/20 % of it at least/)).toBeInTheDocument();
  });
});
