import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ACTION_SPECS } from '@/app/actions/_specs';
import type { ActionSpec } from '@/lib/http';

const ACTIONS = path.resolve('app', 'actions');
const USE_SERVER = /^\s*['"]use server['"]/m;

const sourcesBelow = (folder: string) =>
  readdirSync(path.resolve(folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file: path.join(folder, file), source: readFileSync(path.resolve(folder, file), 'utf8') }));

/** What a file of actions exports, by its text: a constant, a default or a re-export is no function we can follow. */
const exported = readdirSync(ACTIONS, { encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => {
    const source = readFileSync(path.join(ACTIONS, file), 'utf8');
    return [...source.matchAll(/^export\s+(?!type\b|interface\b)(.*)$/gm)].map(({ 1: line = '', index }) => ({
      file,
      source,
      name: /^async function (\w+)\(/.exec(line)?.[1] ?? line,
      body: source.slice(index, source.indexOf('\n}', index)),
    }));
  });

test('every action that is exported is listed, and every listed one is exported, once', () => {
  expect(exported.map(({ name }) => name).sort()).toEqual(ACTION_SPECS.map(({ id }) => id).sort());
  expect(new Set(ACTION_SPECS.map(({ id }) => id)).size).toBe(ACTION_SPECS.length);
});

test.each(exported)(
  '$name does its work in what defineAction has made of its own spec',
  async ({ file, source, name, body }) => {
    const made = new Map(
      [...source.matchAll(/const (\w+) = defineAction\(\s*(\w+)/g)].map((match) => [match[1], match[2]]),
    );
    const called = [...body.matchAll(/\bawait (\w+)\(/g)].map((match) => match[1]).filter((call) => made.has(call));
    // A form's state is answered by a shared piece that is handed the action.
    const handed = [...body.matchAll(/[(,]\s*(\w+)\s*[,)]/g)].map((match) => match[1]).filter((word) => made.has(word));
    const from = /from '\.\/(_specs\/\w+)'/.exec(source)?.[1] ?? file;
    const specs = (await import(path.join(ACTIONS, from))) as Record<string, ActionSpec | undefined>;
    const used = [...new Set([...called, ...handed])].map((action) => specs[made.get(action) ?? '']);
    expect(used.map((spec) => spec?.id)).toEqual([name]);
    expect(ACTION_SPECS).toContain(used[0]);
  },
);

test('no other file serves actions', () => {
  const others = ['app', 'components', 'lib']
    .flatMap(sourcesBelow)
    .filter(({ file }) => path.dirname(file) !== path.join('app', 'actions'));
  expect(others.filter(({ source }) => USE_SERVER.test(source)).map(({ file }) => file)).toEqual([]);
});

test('whatever guests may do is named, and everything has a limit', () => {
  const open = ACTION_SPECS.filter(({ auth }) => auth === 'optional').map(({ id }) => id);
  expect(open.sort()).toEqual([
    // It is kept in the guest's own browser.
    'answerConsent',
    'forgotAction',
    // The mailed token says who it is.
    'resetAction',
    // A guest's words are kept as a draft.
    'runTool',
    'setTheme',
    'signInAction',
    'signOut',
    'signUpAction',
    'verifyAction',
  ]);
  expect(ACTION_SPECS.filter(({ limit }) => limit === 'none').map(({ id }) => id)).toEqual([]);
});
