import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { AppError } from '@/lib/errors';
import { takeTurns } from '../in-turn';
import type { ReadingAnswer, ReadingOrder } from './order';

const MOST_MS = 20_000;
const MOST_MEMORY_BYTES = 700 * 1024 * 1024;
const MOST_ANSWER_BYTES = 16 * 1024 * 1024;
const LOOK_MS = 100;
const PAGE_BYTES = 4_096;
/** Each is a process with memory of its own. */
const AT_ONCE = 2;
const MOST_WAITING = 20;

const inTurn = takeTurns(AT_ONCE, {
  most: MOST_WAITING,
  refusal: () =>
    new AppError('rate_limited', 'Too many files are being read. Try again in a few seconds.', {
      retryAfterSeconds: 5,
    }),
});

/** The script is run by Node as it stands, from the project's folder; neither bundled nor compiled. */
const folder = () => path.resolve(/* turbopackIgnore: true */ 'lib', 'runs', 'files', 'reading');

/** It may read itself and its parsers: no secret, no data, no environment. Writing, starting and native code are not allowed at all. */
export function readerFlags(): string[] {
  const packages = realpathSync(path.resolve(/* turbopackIgnore: true */ 'node_modules'));
  const readable = [`${folder()}/`, `${packages}/`, path.resolve(/* turbopackIgnore: true */ 'package.json')];
  const allowed = readable.map((place) => `--allow-fs-read=${place}`);
  return ['--permission', ...allowed, '--max-old-space-size=384', '--no-warnings'];
}

function start(order: ReadingOrder): ChildProcessWithoutNullStreams {
  const script = path.join(folder(), 'reader.ts');
  const env = { NODE_ENV: 'production' as const };
  const child = spawn(process.execPath, [...readerFlags(), script, JSON.stringify(order)], { env, stdio: 'pipe' });
  try {
    // Behind everything that somebody waits for.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Ended already, or a system that does not let us.
  }
  return child;
}

/** Memory outside the heap is bounded by no flag. Where the system does not tell, time alone is the limit. */
async function memoryOf(pid: number): Promise<number> {
  const pages = await readFile(`/proc/${pid}/statm`, 'utf8').catch(() => '');
  return Number(pages.split(' ')[1] ?? 0) * PAGE_BYTES;
}

function converse(child: ChildProcessWithoutNullStreams, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const stop = () => void child.kill('SIGKILL');
    const tooLong = setTimeout(stop, MOST_MS);
    const look = setInterval(() => {
      void memoryOf(child.pid ?? 0).then((used) => used > MOST_MEMORY_BYTES && stop());
    }, LOOK_MS);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
      if (answer.length > MOST_ANSWER_BYTES) stop();
    });
    child.stderr.resume();
    // A process that ended does not read on; its end says all.
    child.stdin.on('error', () => undefined).end(bytes);
    const done = (text: string) => {
      clearTimeout(tooLong);
      clearInterval(look);
      resolve(text);
    };
    child.once('error', () => done('')).once('close', (code) => done(code === 0 ? answer : ''));
  });
}

/**
 * Reads a file in a process of its own, within 20 seconds and 700 MB. What it does not survive counts as damaged.
 * @throws AppError rate_limited while too many wait.
 */
export async function readApart(order: ReadingOrder, bytes: Uint8Array): Promise<ReadingAnswer> {
  return inTurn(async () => {
    const answer = await converse(start(order), bytes);
    return answer === '' ? { read: 'nothing', why: 'damaged' } : (JSON.parse(answer) as ReadingAnswer);
  });
}
