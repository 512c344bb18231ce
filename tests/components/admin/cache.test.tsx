/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { ByDay } from '@/components/admin/cache/by-day';
import { ByTool } from '@/components/admin/cache/by-tool';
import { CacheTotals } from '@/components/admin/cache/figures';
import { renderWords } from '../../support/render-words';

const FIGURES = { runs: 1_200, own: 250, shared: 100, joined: 10, hitRate: 0.3, savedUsd: 0.0123, earned: 210 };

describe('the figures of kept answers', () => {
  it('say which part of all runs was served, and what that saved and earned', () => {
    renderWords(<CacheTotals total={FIGURES} />);
    expect(screen.getByText('30.0%')).toBeVisible();
    expect(screen.getByText('360 of 1,200 runs')).toBeVisible();
    expect(screen.getByText('$0.0123')).toBeVisible();
    expect(screen.getByText('10')).toBeVisible();
  });

  it('show cents alone where dollars were saved', () => {
    renderWords(<CacheTotals total={{ ...FIGURES, savedUsd: 12.3456 }} />);
    expect(screen.getByText('$12.35')).toBeVisible();
  });

  it('tell each tool’s rules beside its numbers', () => {
    const tool = { ...FIGURES, toolId: 'summarize', name: 'Summarize', kept: 1, shares: true };
    renderWords(
      <ByTool tools={[tool, { ...tool, toolId: 'rewrite', name: 'Rewrite', kept: 0, shares: false, runs: 0 }]} />,
    );
    const [first, second] = screen.getAllByRole('listitem');
    expect(within(first!).getByText('kept for 1 hour · shared between people')).toBeVisible();
    expect(within(second!).getByText('not kept · each person’s own only')).toBeVisible();
    expect(within(second!).getByText('no runs')).toBeVisible();
    expect(first).toHaveTextContent('250 own, 100 of others, 10 together · $0.0123 saved');
  });

  it('go back day by day', () => {
    renderWords(
      <ByDay
        days={[
          { ...FIGURES, day: '2026-03-09' },
          { ...FIGURES, day: '2026-03-10', hitRate: 0.5 },
        ]}
      />,
    );
    const days = screen.getAllByRole('listitem');
    expect(days[0]).toHaveTextContent('Mar 10, 2026');
    expect(days[0]).toHaveTextContent('50.0% · 1,200 runs · $0.0123');
    expect(days[1]).toHaveTextContent('Mar 9, 2026');
  });
});
