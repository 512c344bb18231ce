/** @jest-environment jsdom */
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { BatchForm } from '@/components/batches/batch-form';
import { requestOfForm } from '@/components/batches/form-request';
import { EMPTY_BATCH, type BatchClient, type BatchTool, type ShownQuote } from '@/components/batches/types';
import { renderWords } from '../../support/render-words';

const TOOL: BatchTool = {
  id: 'rewrite',
  name: 'Rewrite',
  kind: 'text',
  fields: [
    { id: 'text', label: 'Your text', placeholder: '', multiline: true, required: true, maxLength: 100 },
    {
      ...{ id: 'tone', label: 'Tone', placeholder: '', multiline: false, required: true, maxLength: 100 },
      ...{
        default: 'friendly',
        choices: [
          { value: 'friendly', label: 'Friendly' },
          { value: 'formal', label: 'Formal' },
        ],
      },
    },
  ],
  options: [
    {
      id: 'length',
      label: 'Length',
      default: 'same',
      choices: [
        { value: 'same', label: 'Same' },
        { value: 'short', label: 'Short' },
      ],
    },
  ],
  models: [{ id: 'alpha/one', provider: 'alpha', providerLabel: 'Alpha', label: 'One', price: 5 }],
};

const quoteOf = (change: Partial<ShownQuote> = {}): ShownQuote => ({
  ...{ price: 10, rows: 2, invalid: [], available: 50, delayedPrice: null, ad: null },
  preview: { columns: ['text'], rows: [{ text: 'First' }, { text: 'Second' }] },
  ...change,
});

function show(answer: Awaited<ReturnType<BatchClient['quote']>>) {
  const asked: unknown[] = [];
  const sent: FormData[] = [];
  const client: BatchClient = {
    quote: async (request) => {
      asked.push(request);
      return answer;
    },
  };
  const { unmount: leave } = renderWords(
    <BatchForm
      tool={TOOL}
      most={1_000}
      client={client}
      pressKey="press"
      action={async (_state, form) => {
        sent.push(form);
        return { ...EMPTY_BATCH, message: 'Not now.' };
      }}
    />,
  );
  return { asked, sent, leave };
}

const rowsField = () => screen.getByRole('textbox', { name: 'Rows' });
const starts = () => screen.getAllByRole<HTMLButtonElement>('button', { name: /^Run/ });

it('prices the rows while they are typed, with what goes for all of them', async () => {
  const { asked } = show({ ok: true, data: quoteOf() });
  expect(starts().every((button) => button.disabled)).toBe(true);
  await userEvent.selectOptions(screen.getByLabelText('Tone'), 'formal');
  await userEvent.type(rowsField(), 'First{enter}Second');
  await screen.findByText('How the first rows are read', {}, { timeout: 20_000 });
  expect(asked.at(-1)).toEqual({
    ...{ toolId: 'rewrite', text: 'First\nSecond', provider: 'auto', model: 'auto', delayed: false },
    ...{ shared: { tone: 'formal' }, options: { length: 'same' } },
  });
  expect(starts()[0]).toBeEnabled();
  expect(starts()[0]).toHaveTextContent('Run 2 rows');
});

it('lists what is wrong by row and field, and starts nothing', async () => {
  const invalid = [{ row: 7, path: 'input.tone', message: 'is not known' }];
  show({ ok: true, data: quoteOf({ invalid }) });
  await userEvent.type(rowsField(), 'x');
  const faults = await screen.findByText('1 thing to mend', {}, { timeout: 20_000 });
  expect(faults.closest('[role="status"]')).toHaveTextContent('Row 7 tone is not known');
  expect(starts().every((button) => button.disabled)).toBe(true);
});

it('names the ads that pay for what is missing', async () => {
  show({
    ok: true,
    data: quoteOf({ available: 1, ad: { kind: 'text', watchSeconds: 60, reward: 5, count: 2 } }),
  });
  await userEvent.type(rowsField(), 'x');
  const ways = await screen.findAllByRole('link', { name: /Watch 2 ads/ }, { timeout: 20_000 });
  // In the panel, and on a phone in the bar under the thumb: a button that only refuses is no help there.
  const href = '/earn/watch?kind=text&from=%2Fbatches%2Fnew%3Ftool%3Drewrite';
  expect(ways.map((way) => way.getAttribute('href'))).toEqual([href, href]);
  expect(screen.getByText('9 credits are missing.')).toBeInTheDocument();
  expect(starts().every((button) => button.disabled)).toBe(true);
});

it('has what was typed again after the way to an ad, once, and prices it anew', async () => {
  const answer = {
    ok: true as const,
    data: quoteOf({ available: 1, ad: { kind: 'text', watchSeconds: 60, reward: 5, count: 2 } }),
  };
  const before = show(answer);
  await userEvent.selectOptions(screen.getByLabelText('Tone'), 'formal');
  await userEvent.type(rowsField(), 'A long list');
  const [way] = await screen.findAllByRole('link', { name: /Watch 2 ads/ }, { timeout: 20_000 });
  way?.addEventListener('click', (event) => event.preventDefault());
  await userEvent.click(way!);
  before.leave();

  const after = show(answer);
  expect(rowsField()).toHaveValue('A long list');
  expect(screen.getByLabelText('Tone')).toHaveValue('formal');
  await waitFor(() => expect(after.asked).toEqual([before.asked.at(-1)]), { timeout: 20_000 });
  after.leave();

  show(answer);
  expect(rowsField()).toHaveValue('');
});

it('offers the cheaper price, and shows it once it is wanted', async () => {
  const { asked } = show({ ok: true, data: quoteOf({ delayedPrice: 5 }) });
  await userEvent.type(rowsField(), 'x');
  await userEvent.click(await screen.findByRole('checkbox', { name: /Cheaper/ }, { timeout: 20_000 }));
  const panel = within(screen.getByRole('region', { name: 'Your batch' }));
  expect(panel.getByText('5 credits')).toBeInTheDocument();
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ delayed: true }), { timeout: 20_000 });
});

it('says what is wrong with the whole, and what the press came back with', async () => {
  const { sent } = show({ ok: true, data: quoteOf() });
  await userEvent.type(rowsField(), 'First');
  await screen.findByText('How the first rows are read', {}, { timeout: 20_000 });
  await userEvent.click(starts()[0]!);
  expect(await screen.findByRole('alert')).toHaveTextContent('Not now.');
  expect(Object.fromEntries(sent[0]!)).toMatchObject({
    step: 'start',
    text: 'First',
    seenPrice: '10',
    pressKey: 'press',
  });
});

it('reads a file into the rows, where it can be looked at', async () => {
  const { asked } = show({ ok: true, data: quoteOf() });
  const file = new File(['text\nFrom a file'], 'people.csv', { type: 'text/csv' });
  // What every browser has and jsdom has not.
  Object.assign(file, { text: async () => 'text\nFrom a file' });
  await userEvent.upload(screen.getByLabelText('Upload CSV'), file);
  await waitFor(() => expect(rowsField()).toHaveValue('text\nFrom a file'));
  expect(screen.getByLabelText('Name of the batch')).toHaveValue('people');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ text: 'text\nFrom a file', name: 'people' }), {
    timeout: 20_000,
  });
});

it('reads a form the same way on either side', () => {
  expect(
    requestOfForm({ toolId: 'a', text: 'x', 'shared.tone': '', 'options.length': 'short', delayed: 'on', name: ' N ' }),
  ).toEqual({
    ...{ toolId: 'a', text: 'x', shared: {}, options: { length: 'short' }, provider: 'auto', model: 'auto' },
    ...{ delayed: true, name: 'N' },
  });
});
