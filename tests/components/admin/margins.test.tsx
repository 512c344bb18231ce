/** @jest-environment jsdom */
import { expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { Margins } from '@/components/admin/margins/margins';
import { remedyLine } from '@/components/admin/margins/mend';
import { readPriceLines } from '@/components/admin/price-lines';
import type { ToolMargin } from '@/lib/tools/types';
import { renderWords } from '../../support/render-words';

const REMEDY = {
  name: 'image-edit:openai/gpt-image-2',
  price: { rule: 'cost-plus' as const, floor: 0.5, ceiling: 111 },
};
const LOSS: ToolMargin = {
  ...{ toolId: 'image-edit', toolName: 'Edit an image', kind: 'image', rule: 'flat', verdict: 'loss' },
  ...{ modelId: 'openai/gpt-image-2', modelLabel: 'GPT Image 2', providerLabel: 'OpenAI', costEstimated: true },
  ...{ price: 10, revenueUsd: 0.01, costUsd: 0.056, marginUsd: -0.046, neededPrice: 56, remedy: REMEDY },
};
const EARNS: ToolMargin = {
  ...LOSS,
  ...{ toolId: 'image-generation', toolName: 'Make an image', verdict: 'earns', costEstimated: false },
  ...{ costUsd: 0.006, marginUsd: 0.004, neededPrice: null, remedy: null },
};
const UNKNOWN: ToolMargin = {
  ...EARNS,
  ...{ modelId: 'compatible/own', modelLabel: 'Own', providerLabel: 'Compatible', verdict: 'unknown' },
  ...{ costUsd: null, marginUsd: null },
};
const show = (rows: ToolMargin[]) => renderWords(<Margins rows={rows} />);
const section = (name: string) => within(screen.getByRole('region', { name: new RegExp(`^${name}`) }));

it('says in words what a run loses, what it brings in and what it costs', () => {
  show([LOSS]);
  const [row] = section('Sold below cost').getAllByRole('listitem');
  expect(row).toHaveTextContent('Edit an image');
  expect(row).toHaveTextContent('GPT Image 2, OpenAI');
  expect(row).toHaveTextContent('Loses $0.046 a run');
  for (const figure of ['10 credits', '$0.01', '$0.056', 'our estimate', 'flat price'])
    expect(within(row!).getByText(figure)).toBeVisible();
});

it('says what to do: follow the cost, raise the price, hide the model', () => {
  show([LOSS]);
  expect(screen.getByText('1 price loses money on every such run')).toBeVisible();
  const to = (name: string) => screen.getAllByRole('link', { name }).map((link) => link.getAttribute('href'));
  expect(to('Let all prices follow the cost')).toEqual(['/admin/settings#prices.mode']);
  expect(new Set(to('Prices of their own'))).toEqual(new Set(['/admin/settings#prices.overrides']));
  expect(to('hide the model')).toEqual(['/admin/models']);
  expect(screen.queryByText(/say what the provider charges/)).toBeNull();
});

it('has the line for the settings folded into each loss, as their form reads it', () => {
  const { container } = show([LOSS]);
  const details = container.querySelector('details')!;
  expect(details).not.toHaveAttribute('open');
  expect(details.querySelector('summary')).toHaveAccessibleName('How to mend it: Edit an image with GPT Image 2');
  details.open = true;
  expect(details).toHaveTextContent('A flat price must be at least 5656 credits to lose nothing.');
  expect(within(details).getByText(remedyLine(REMEDY))).toBeVisible();
  expect(readPriceLines(remedyLine(REMEDY), {})).toEqual({ ok: true, patch: { [REMEDY.name]: REMEDY.price } });
  expect(within(details).getByRole('link', { name: 'Hide or change GPT Image 2' })).toHaveAttribute(
    'href',
    '/admin/models?q=openai%2Fgpt-image-2',
  );
});

it('keeps the order it is given: the worst first', () => {
  show([LOSS, { ...LOSS, toolId: 'chat', toolName: 'Chat', marginUsd: -0.001 }]);
  const names = section('Sold below cost').getAllByRole('heading', { level: 3 });
  expect(names.map(({ textContent }) => textContent)).toEqual([
    'Edit an imageLoses $0.046 a run',
    'ChatLoses $0.001 a run',
  ]);
});

it('names a model of unknown cost once, with its tools, and never among those that earn', () => {
  show([UNKNOWN, { ...UNKNOWN, toolId: 'image-edit', toolName: 'Edit an image' }]);
  const unknown = section('Cost not known');
  expect(unknown.getAllByRole('listitem')).toHaveLength(1);
  expect(unknown.getByText('In Make an image and Edit an image')).toBeVisible();
  expect(unknown.getByRole('link', { name: 'Enter the cost of Own' })).toHaveAttribute(
    'href',
    '/admin/models/edit?id=compatible%2Fown',
  );
  expect(screen.getByText('Some prices may lose money')).toBeVisible();
  expect(screen.getByRole('link', { name: 'say what the provider charges' })).toBeVisible();
  expect(screen.queryByText('Earn their cost')).toBeNull();
  expect(screen.queryByText('Every model earns its cost')).toBeNull();
});

it('tells apart what loses on the longest run alone', () => {
  show([{ ...LOSS, verdict: 'largest_loses', revenueUsd: 0.002, costUsd: 0.0018969, marginUsd: 0.0001031 }, EARNS]);
  const row = section('May lose on the longest run').getAllByRole('listitem')[0];
  expect(row).toHaveTextContent('May lose');
  expect(row).toHaveTextContent('$0.001897');
  expect(screen.queryByRole('region', { name: /Sold below cost/ })).toBeNull();
});

it('says that every model earns its cost, with those that do behind a fold', () => {
  const { container } = show([EARNS]);
  expect(screen.getByRole('heading', { name: 'Every model earns its cost' })).toBeVisible();
  expect(screen.queryByText(/lose money/)).toBeNull();
  container.querySelector('details')!.open = true;
  expect(screen.getByText('Earns $0.004 a run')).toBeVisible();
});

it('says that the demo engine costs nothing where it is alone', () => {
  show([]);
  expect(screen.getByRole('heading', { name: 'Nothing costs anything yet' })).toBeVisible();
});
