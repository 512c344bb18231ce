/** @jest-environment jsdom */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CompareForm } from '@/components/compare/compare-form';
import { Sides } from '@/components/compare/sides';
import { EMPTY_COMPARISON, type CompareClient, type CompareTool } from '@/components/compare/types';
import type { RunEvent } from '@/components/tool/run-client';
import type { RunView } from '@/lib/runs/types';
import { renderWords } from '../../support/render-words';
import { runView } from '../../support/run-views';

const model = (name: string, price: number) => ({
  ...{ id: `alpha/${name}`, provider: 'alpha', providerLabel: 'Alpha', label: name, price },
});
const TOOL: CompareTool = {
  ...{ id: 'text-generation', name: 'Write text', kind: 'text', options: [] },
  fields: [{ id: 'prompt', label: 'Prompt', placeholder: '', multiline: true, required: true, maxLength: 100 }],
  models: [model('One', 5), model('Two', 2), model('Three', 4), model('Four', 3)],
};

function showForm(available = 50) {
  const sent: FormData[] = [];
  const client: CompareClient = {
    quote: async ({ models }) => {
      const chosen = TOOL.models.filter(({ id }) => models.includes(id));
      const price = chosen.reduce((sum, one) => sum + one.price, 0);
      const ad = available < price ? ({ kind: 'text', watchSeconds: 60, reward: 5, count: 1 } as const) : null;
      return { price, available, ad, models: chosen };
    },
  };
  renderWords(
    <CompareForm
      tool={TOOL}
      first={{ 'input.prompt': 'From a run' }}
      client={client}
      pressKey="press"
      action={async (_state, form) => {
        sent.push(form);
        return { ...EMPTY_COMPARISON, message: 'Not now.' };
      }}
    />,
  );
  return sent;
}

const tick = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name: new RegExp(`^${name}`) });

it('begins with two models and what was asked before, and takes a third but no fourth', async () => {
  const sent = showForm();
  expect(screen.getByRole('textbox', { name: 'Prompt' })).toHaveValue('From a run');
  expect([tick('One').checked, tick('Two').checked, tick('Three').checked]).toEqual([true, true, false]);
  await userEvent.click(tick('Three'));
  expect(tick('Four')).toBeDisabled();
  await userEvent.click(await screen.findByRole('button', { name: 'Compare 3 models' }));
  expect(sent[0]?.getAll('models')).toEqual(['alpha/One', 'alpha/Two', 'alpha/Three']);
  expect(await screen.findByRole('alert')).toHaveTextContent('Not now.');
});

it('needs two models', async () => {
  showForm();
  await userEvent.click(tick('Two'));
  expect(screen.getByRole('button', { name: 'Compare' })).toBeDisabled();
  expect(screen.getByText('Choose two or three models')).toBeInTheDocument();
});

it('names the ads where the balance does not cover all', async () => {
  showForm(3);
  await userEvent.click(tick('Three'));
  expect(await screen.findByRole('link', { name: /Watch an ad/ })).toHaveAttribute(
    'href',
    '/earn/watch?kind=text&from=%2Fcompare%3Ftool%3Dtext-generation',
  );
});

const at = (seconds: number) => new Date(Date.parse('2026-01-02T09:00:00.000Z') + seconds * 1_000).toISOString();
const ended = (id: string, seconds: number, charged: number, change: Partial<RunView> = {}): RunView =>
  runView({
    ...{ id, createdAt: at(0), finishedAt: at(seconds), output: { text: `Answer of ${id}.` } },
    credits: { quoted: charged, charged, refunded: 0 },
    ...change,
  });

function showSides(runs: RunView[], events: Record<string, RunEvent[]> = {}) {
  const stopped: string[] = [];
  renderWords(
    <Sides
      runs={runs.map((run) => ({ run, modelLabel: `Model ${run.id}`, onward: `/tool/text-generation?from=${run.id}` }))}
      client={{
        follow: async function* (id) {
          for (const event of events[id] ?? []) yield event;
          await new Promise(() => {});
        },
        cancel: async (id) => {
          stopped.push(id);
          return { ok: true, data: { run: runs[0]! } };
        },
      }}
    />,
  );
  return stopped;
}

const side = (id: string) => within(screen.getByRole('article', { name: `Model ${id}` }));

it('shows answers side by side with their time and charge, the quickest and the cheapest marked', () => {
  showSides([ended('a', 3, 5), ended('b', 2, 5), ended('c', 9, 2)]);
  expect(side('b').getByText('Quickest')).toBeInTheDocument();
  expect(side('c').getByText('Least credits')).toBeInTheDocument();
  expect(side('a').queryByText('Quickest')).not.toBeInTheDocument();
  expect(side('a').getByText('3.0 s')).toBeInTheDocument();
  expect(side('a').getByRole('link', { name: /Continue with this one/ })).toHaveAttribute(
    'href',
    '/tool/text-generation?from=a',
  );
  expect(side('a').getByRole('link', { name: 'Receipt' })).toHaveAttribute('href', '/runs/a');
});

it('writes each answer as it comes, and lets one alone be stopped', async () => {
  const running = runView({ id: 'a', status: 'running', output: {}, finishedAt: null });
  const end = ended('a', 4, 5);
  const other = runView({ id: 'b', status: 'running', output: {}, finishedAt: null });
  const stopped = showSides([running, other], {
    a: [
      { type: 'text', delta: 'Answer ' },
      { type: 'text', delta: 'of a.' },
      { type: 'run', run: end },
    ],
    b: [{ type: 'text', delta: 'Still going' }],
  });
  expect(await side('a').findByText('Answer of a.')).toBeInTheDocument();
  await waitFor(() => expect(side('a').getByText('4.0 s')).toBeInTheDocument());
  expect(await side('b').findByText('Still going')).toBeInTheDocument();
  await userEvent.click(side('b').getByRole('button', { name: 'Stop' }));
  expect(stopped).toEqual(['b']);
});

it('says why a model has no answer', () => {
  showSides([ended('a', 3, 5), ended('b', 1, 0, { status: 'failed', output: {}, message: 'Your credits are back.' })]);
  expect(side('b').getByText('Your credits are back.')).toBeInTheDocument();
  expect(side('b').queryByRole('link', { name: /Continue/ })).not.toBeInTheDocument();
});
