import { Mistral } from '@mistralai/mistralai';
import OpenAI, { toFile } from 'openai';
import { chatBody } from '@/lib/ai/wire/chat-completions';
import { OPENAI_DIALECT } from '@/lib/ai/adapters/openai';
import { formsSince, type FormFile } from '../../../support/wire/form';
import { MISTRAL_KEY } from '../../../support/wire/mistral-wire-server';
import { OPENAI_KEY } from '../../../support/wire/openai-media-wire-server';
import { since } from '../adapters/adapter-world';
import { allOf, mistralWorld, openAiWorld, request, submit, type BatchWorld } from './batch-world';

const DAY_SECONDS = 24 * 3_600;
/** What stands in a file that was sent, line by line. */
const linesOf = (file: unknown) =>
  Buffer.from((file as FormFile).hex, 'hex')
    .toString('utf8')
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** The forms and the other requests since the last look. */
async function heardBy({ server }: BatchWorld) {
  const isForm = (path: string) => path.endsWith('/files');
  const forms = await formsSince({ heard: server.heard.filter(({ path }) => isForm(path)) });
  const others = since({ heard: server.heard.filter(({ path }) => !isForm(path)) });
  server.heard.splice(0);
  return { forms, others: others.map((one) => ({ ...one, path: one.path.replaceAll(/batch-\d+/g, 'batch-N') })) };
}

test('OpenAI is asked as the official client asks, and each line is a call without a stream', async () => {
  const world = await openAiWorld();
  world.server.batches.decree({ looks: 0 }, { looks: 0 });
  const ticket = await submit(world, ['row-1'], 'ref');
  await world.desk.look(ticket);
  await allOf(world, ticket);
  await world.desk.find('openai', 'other');
  await world.desk.cancel(ticket);
  const ours = await heardBy(world);
  const [line] = linesOf(ours.forms[0]?.form?.file);
  const {
    stream: _stream,
    stream_options: _options,
    ...body
  } = chatBody(world.model, request('Row row-1') as never, OPENAI_DIALECT);
  expect(line).toEqual({ custom_id: 'row-1', method: 'POST', url: '/v1/chat/completions', body });

  const client = new OpenAI({ apiKey: OPENAI_KEY, baseURL: world.server.url, maxRetries: 0 });
  const expires = { anchor: 'created_at' as const, seconds: 7 * DAY_SECONDS };
  const text = JSON.stringify(line);
  const file = await client.files.create({
    file: await toFile(Buffer.from(text), 'ref.jsonl', { type: 'application/jsonl' }),
    ...{ purpose: 'batch', expires_after: expires },
  });
  const made = await client.batches.create({
    ...{ input_file_id: file.id, endpoint: '/v1/chat/completions', completion_window: '24h' },
    ...{ metadata: { reference: 'ref' }, output_expires_after: expires },
  });
  await client.batches.retrieve(made.id);
  const done = await client.batches.retrieve(made.id);
  expect(done.request_counts).toEqual({ completed: 1, failed: 0, total: 1 });
  await (await client.files.content(done.output_file_id ?? '')).text();
  await client.batches.list({ limit: 100 });
  await client.batches.cancel(made.id);
  const theirs = await heardBy(world);
  expect(ours.forms).toEqual(theirs.forms);
  const inputOf = (requests: typeof ours.others) =>
    requests.map((one) => JSON.stringify(one).replace(/file-\d/, 'file-N'));
  expect(inputOf(ours.others)).toEqual(inputOf(theirs.others));
  await world.server.close();
});

test('Mistral is asked as the official client asks: but for the default that it writes out; no line names the model', async () => {
  const world = await mistralWorld();
  world.server.batches.decree({ looks: 0 }, { looks: 0 });
  const ticket = await submit(world, ['row-1'], 'ref');
  await allOf(world, ticket);
  await world.desk.cancel(ticket);
  const ours = await heardBy(world);
  const [line] = linesOf(ours.forms[0]?.form?.file);
  expect(line).toMatchObject({ custom_id: 'row-1', body: { max_tokens: 200, temperature: 0.5 } });
  expect(JSON.stringify(line)).not.toMatch(/stream|"model"/);

  const serverURL = world.server.url.replace(/\/v1$/, '');
  const client = new Mistral({ apiKey: MISTRAL_KEY, serverURL, retryConfig: { strategy: 'none' } });
  const bytes = new File([JSON.stringify(line)], 'ref.jsonl', { type: 'application/jsonl' });
  const file = await client.files.upload({ file: bytes, purpose: 'batch' });
  const made = await client.batch.jobs.create({
    ...{ inputFiles: [file.id], endpoint: '/v1/chat/completions', model: world.model.name },
    ...{ metadata: { reference: 'ref' }, timeoutHours: 24 },
  });
  const done = await client.batch.jobs.get({ jobId: made.id });
  await client.files.download({ fileId: done.outputFile ?? '' });
  await client.batch.jobs.cancel({ jobId: made.id });
  const theirs = await heardBy(world);
  const [form] = ours.forms;
  expect([{ ...form, form: { ...form?.form, visibility: 'workspace' } }]).toEqual(theirs.forms);
  const inputOf = (requests: typeof ours.others) =>
    requests.map((one) => JSON.stringify(one).replace(/file-\d/, 'file-N'));
  expect(inputOf(ours.others)).toEqual(inputOf(theirs.others));

  await world.desk.find('mistral', 'other');
  const found = new URL(world.server.heard[0]?.path ?? '', 'http://local');
  world.server.heard.splice(0);
  const createdAfter = new Date(found.searchParams.get('created_after') ?? '');
  await client.batch.jobs.list({ page: 0, pageSize: 100, orderBy: '-created', createdAfter });
  const theirQuery = new URL(world.server.heard[0]?.path ?? '', 'http://local').searchParams;
  for (const [name, value] of found.searchParams) expect([name, theirQuery.get(name)]).toEqual([name, value]);
  await world.server.close();
});
