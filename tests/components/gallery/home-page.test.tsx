/** @jest-environment jsdom */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
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
    description: 'The point of a long text.',
    price: { from: 2, to: 5 },
  },
  {
    id: 'something-new',
    name: 'New',
    kind: 'video',
    description: 'No drawing of its own yet.',
    price: { from: 15, to: 15 },
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
