import { randomUUID } from 'node:crypto';
import type { Db } from '@/lib/db';

const BATCH = 250;
const START_MS = Date.UTC(2026, 0, 1);
/** Between two runs: ten thousand of them are about nine months. */
const STEP_MS = 40 * 60_000;

/** A generator of numbers below one that says the same for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const SYLLABLES = 'ba ke li mo nu ra se ti vo wu dra pel con ster fin gar hol mar tin ver'.split(' ');

/** Four thousand words that look like words; the first ones are in nearly every text. */
function vocabulary(random: () => number): string[] {
  const common = ['the', 'and', 'of', 'to', 'is', 'in', 'that', 'for'];
  const made = Array.from({ length: 4_000 }, () => {
    const parts = 2 + Math.floor(random() * 3);
    return Array.from({ length: parts }, () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? '').join('');
  });
  return [...common, ...made];
}

/** As the hub makes them: they begin with their milliseconds. */
function idAt(ms: number): string {
  const time = ms.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

export interface BigHistory {
  userId: string;
  /** Stands in the runs of these places, counted from the oldest. */
  rare: { word: string; at: number[] };
}

const INSERT = `INSERT INTO runs (id, user_id, tool_id, tool_version, kind, status, input, output, provider, model, cache_key,
    quoted_micro, charged_micro, owner, deadline_at, created_at, finished_at, favourite)
  SELECT r.id, $2::uuid, r.tool, 1, r.kind, r.status, jsonb_build_object('prompt', r.prompt), jsonb_build_object('text', r.answer),
    'openai', 'openai/gpt-5-mini', r.id::text, 1000000, 1000000, r.id, r.at, r.at, r.at, r.favourite
  FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, tool text, kind text, status text, prompt text, answer text, at timestamptz,
    favourite boolean)`;

/** A user's runs as years of use leave them: words by their frequency, answers of about 1,900 letters, every tenth a picture. */
export async function bigHistory(db: Db, userId: string, runs: number, seed = 7): Promise<BigHistory> {
  const random = seeded(seed);
  const words = vocabulary(random);
  const prose = (count: number) =>
    Array.from({ length: count }, () => words[Math.floor(words.length * random() ** 3)] ?? '').join(' ');
  const rare = { word: 'quetzalcoatl', at: [Math.floor(runs / 3), Math.floor(runs / 2)] };
  for (let from = 0; from < runs; from += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, runs - from) }, (_, index) => {
      const place = from + index;
      const at = START_MS + place * STEP_MS;
      const picture = place % 10 === 0;
      return {
        id: idAt(at),
        ...(picture ? { tool: 'image-generation', kind: 'image' } : { tool: 'text-generation', kind: 'text' }),
        status: place % 50 === 7 ? 'failed' : 'succeeded',
        prompt: prose(25) + (rare.at.includes(place) ? ` ${rare.word}` : ''),
        answer: picture ? '' : prose(280),
        at: new Date(at).toISOString(),
        favourite: place % 400 === 3,
      };
    });
    await db.sql(INSERT, [JSON.stringify(rows), userId]);
  }
  return { userId, rare };
}

/** A chat of so many turns; gives the id of the latest one. */
export async function longChat(db: Db, userId: string, turns: number): Promise<string> {
  const ids = Array.from({ length: turns }, (_, turn) => idAt(START_MS - (turns - turn) * 60_000));
  const rows = ids.map((id, turn) => ({
    ...{ id, first: turn === 0 ? null : ids[0], before: turn === 0 ? null : ids[turn - 1] },
    prompt: `Question ${turn} of a long talk`,
    answer: `Answer ${turn}. ${'It goes on for a while, as answers do. '.repeat(40)}`,
    at: new Date(START_MS - (turns - turn) * 60_000).toISOString(),
  }));
  await db.sql(
    `INSERT INTO runs (id, user_id, tool_id, tool_version, kind, status, input, output, cache_key, quoted_micro, charged_micro, owner,
       deadline_at, created_at, finished_at, continues_id, conversation_id)
     SELECT r.id, $2::uuid, 'chat', 1, 'text', 'succeeded', jsonb_build_object('message', r.prompt),
       jsonb_build_object('text', r.answer), r.id::text, 1000000, 1000000, r.id, r.at, r.at, r.at, r.before, r.first
     FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, first uuid, before uuid, prompt text, answer text, at timestamptz)`,
    [JSON.stringify(rows), userId],
  );
  return ids.at(-1)!;
}
