/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { exchangesOf } from '@/app/_shell/exchanges';
import { HomePage } from '@/components/gallery/home-page';
import type { GalleryTool } from '@/components/gallery/types';
import { settingsSchema } from '@/lib/settings/schema';
import { renderWords } from '../../support/render-words';

const TOOLS: GalleryTool[] = [
  {
    id: 'summarize',
    name: 'Summarize',
    kind: 'text',
    group: 'understand',
    description: 'The point of a long text.',
    price: { from: 2, to: 5 },
    ads: 1,
    unavailable: null,
  },
  {
    id: 'something-new',
    name: 'New',
    kind: 'video',
    group: 'film',
    description: 'No drawing of its own yet.',
    price: { from: 15, to: 15 },
    ads: 3,
    unavailable: null,
  },
];

function show(change: Partial<Parameters<typeof HomePage>[0]> = {}, ads: object = {}) {
  const settings = settingsSchema.parse({ ads });
  const props = {
    tools: TOOLS,
    viewer: null,
    welcomeBonus: 5,
    dailyCap: 100,
    textPrice: 5,
    demoOnly: false,
    sought: { q: '', kind: null },
    exchanges: exchangesOf(settings, []),
  };
  return renderWords(<HomePage {...props} {...change} />);
}

describe('the gallery', () => {
  it('leads from each card to its tool and shows the price before anything is run', () => {
    show();
    expect(screen.getByRole('link', { name: 'Summarize' })).toHaveAttribute('href', '/tool/summarize');
    expect(screen.getByText('2 to 5 credits')).toBeInTheDocument();
    expect(screen.getByText('15 credits')).toBeInTheDocument();
  });

  it('says how many ads pay for a run', () => {
    show();
    expect(screen.getByText('or 1 ad')).toBeInTheDocument();
    expect(screen.getByText('or 3 ads')).toBeInTheDocument();
  });

  it('stands in groups, and an empty group has no heading', () => {
    show();
    expect(screen.getByRole('region', { name: 'Read and understand' })).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'Film' })).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'Sound' })).toBeNull();
  });

  it('marks a tool that waits for a provider instead of giving it a price', () => {
    show({ tools: [{ ...TOOLS[0]!, price: { from: 0, to: 0 }, ads: null, unavailable: 'No provider is set up.' }] });
    expect(screen.getByText('Needs a provider')).toBeInTheDocument();
    expect(within(screen.getByRole('article')).queryByText('0 credits')).toBeNull();
  });

  it('tells what an ad pays from the settings in force', () => {
    show({}, { text: { watchSeconds: 90, reward: 2 } });
    const section = within(screen.getByRole('region', { name: 'One ad, one run' }));
    expect(section.getByText('90 seconds')).toBeInTheDocument();
    expect(section.getByText('3 ads pay for a text run')).toBeInTheDocument();
    expect(section.getByText('pays for one image')).toBeInTheDocument();
    expect(section.getByText('pays for 3 text runs')).toBeInTheDocument();
  });

  it('counts in what "auto" costs where a tool has a price of its own', () => {
    const settings = settingsSchema.parse({});
    const tools = [{ kind: 'text' as const, models: [{ price: 12.5 }, { price: 2 }] }];
    show({ exchanges: exchangesOf(settings, tools) });
    expect(screen.getByText('3 ads pay for a text run')).toBeInTheDocument();
  });

  it('tells a film ad in clips as soon as a tool makes them', () => {
    const tools = [{ kind: 'video' as const, models: [{ price: 15 }] }];
    show({ exchanges: exchangesOf(settingsSchema.parse({}), tools) });
    expect(screen.getByText('pays for one clip')).toBeInTheDocument();
  });

  it('says so when only the demo engine answers, and only then', () => {
    const { unmount } = show({ demoOnly: true });
    expect(screen.getByText('This hub runs on its demo engine')).toBeInTheDocument();
    unmount();
    show();
    expect(screen.queryByText('This hub runs on its demo engine')).toBeNull();
  });

  it('promises a welcome bonus only where there is one', () => {
    const { unmount } = show();
    expect(screen.getByText(/starts with 5 credits/)).toBeInTheDocument();
    unmount();
    show({ welcomeBonus: 0 });
    expect(screen.queryByText(/starts with/)).toBeNull();
  });

  it('greets those who are signed in and spares them the pitch', () => {
    show({ viewer: { name: 'Ada' } });
    expect(screen.getByRole('heading', { level: 1, name: 'What shall it be, Ada?' })).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Create a free account' })).toBeNull();
  });
});

describe('looking for a tool', () => {
  const names = () => screen.getAllByRole('article').map((card) => within(card).getByRole('link').textContent);

  it('finds by any word while one types, and keeps it in the address', async () => {
    show();
    await userEvent.type(screen.getByRole('searchbox', { name: 'Find a tool' }), 'long TEXT');
    expect(names()).toEqual(['Summarize']);
    expect(screen.getByText('1 tool')).toBeInTheDocument();
    expect(window.location.search).toBe('?q=long+TEXT');
    await userEvent.clear(screen.getByRole('searchbox', { name: 'Find a tool' }));
    expect(names()).toHaveLength(2);
    expect(window.location.search).toBe('');
  });

  it('narrows to a kind', async () => {
    show();
    await userEvent.click(screen.getByRole('button', { name: 'Video' }));
    expect(names()).toEqual(['New']);
    expect(screen.getByRole('button', { name: 'Video' })).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(screen.getByRole('button', { name: 'All' }));
    expect(names()).toHaveLength(2);
  });

  it('begins with what the address asks for, as the form without script does', () => {
    show({ sought: { q: 'summ', kind: 'text' } });
    expect(names()).toEqual(['Summarize']);
    expect(screen.getByRole('search')).toHaveAttribute('method', 'get');
    expect(screen.getByRole('searchbox')).toHaveAttribute('name', 'q');
  });

  it('says when nothing is found, and gives the way back', async () => {
    show({ sought: { q: 'zebra', kind: null } });
    expect(screen.getByText(/Nothing here goes by “zebra”/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all tools' }));
    expect(names()).toHaveLength(2);
  });
});
