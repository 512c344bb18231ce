import type { ModerationInput } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import type { InputFile } from '@/lib/runs/types';
import { checkInput } from '@/lib/tools/safety';
import type { ToolCall, ToolDefinition } from '@/lib/tools/definition';
import type { InputField } from '@/lib/tools/types';
import { fixedSettings, silentLog } from '@/tests/support/test-ctx';

const field = (id: string, type?: InputField['type']): InputField => ({
  ...{ id, label: id, placeholder: '', multiline: false, required: false, maxLength: 100 },
  ...(type ? { type } : {}),
});
const FIELDS = [field('question'), field('count', 'number'), field('fileId', 'file')];

function definition(): ToolDefinition {
  return {
    ...{ id: 'ask', version: 1, name: 'Ask', kind: 'text', group: 'work', description: '', options: [], examples: [] },
    fields: () => FIELDS,
    render: () => {
      throw new Error('what we say ourselves is not looked at');
    },
  };
}
const file = (kind: InputFile['kind'], text = ''): InputFile => ({
  ...{ id: 'f', kind, text, mediaType: 'image/png', bytes: 3, fileName: 'a-bomb.png' },
  load: async () => new Uint8Array([1, 2, 3]),
});

/** What an endpoint was asked; it finds everything harmless, or says nothing where it cannot see pictures. */
function world(moderation: object, seesPictures = true) {
  const asked: ModerationInput[] = [];
  const moderate = async (input: ModerationInput) => {
    asked.push(input);
    return input.images && !seesPictures ? null : { flagged: false, categories: [], provider: 'p' };
  };
  const ctx = { settings: fixedSettings({ moderation }), log: silentLog, ai: { moderate } } as unknown as Ctx;
  const look = (call: Partial<ToolCall>) =>
    checkInput(ctx, {
      ...{ definition: definition(), userId: 'u', scope: 's', key: 'k' },
      call: { input: {}, options: {}, files: {}, turns: [], ...call },
    });
  return { asked, look };
}

test('does not even wait where nothing is looked for', () => {
  expect(world({}).look({ input: { question: 'bomb' } })).toBeUndefined();
  expect(world({ before: 'off', terms: ['bomb'] }).look({ input: { question: 'bomb' } })).toBeUndefined();
});

test('shows an endpoint the words and the picture together', async () => {
  const { asked, look } = world({ before: 'provider' });
  const picture = file('image');
  await look({ input: { question: 'What is it?', count: '3', fileId: 'f' }, files: { fileId: picture } });
  expect(asked).toEqual([{ text: 'What is it?', images: [picture] }]);
});

test('shows the words alone to one that sees no pictures', async () => {
  const { asked, look } = world({ before: 'provider', failOpen: false }, false);
  await look({ input: { question: 'What is it?', fileId: 'f' }, files: { fileId: file('image') } });
  expect(asked.map(({ text, images }) => [text, images?.length])).toEqual([
    ['What is it?', 1],
    ['What is it?', undefined],
  ]);
});

test('a picture that nobody can judge goes on only where the operator lets it', async () => {
  const call = { input: { fileId: 'f' }, files: { fileId: file('image') } };
  await expect(world({ before: 'provider' }, false).look(call)).resolves.toBeUndefined();
  await expect(world({ before: 'provider', failOpen: false }, false).look(call)).rejects.toMatchObject({
    code: 'provider_unavailable',
  });
});

test('reads documents, not the names of files, sounds or earlier turns', async () => {
  const { asked, look } = world({ before: 'provider', terms: ['bomb'] });
  await look({
    input: { question: 'Sum it up.', fileId: 'bomb' },
    options: { tone: 'bomb' },
    files: { fileId: file('document', 'A long report.') },
    turns: [{ role: 'user', text: 'bomb' }],
  });
  expect(asked).toEqual([{ text: 'Sum it up.\n\nA long report.' }]);
  await look({ input: { fileId: 'f' }, files: { fileId: file('audio') } });
  expect(asked).toHaveLength(1);
});
