import { setTimeout as sleep } from 'node:timers/promises';
import type { AdKind, AdSessionView } from '@/lib/ads/types';
import type { ErrorCode } from '@/lib/errors';
import { Line } from '../../bench/line';
import type { Person } from './people';

export interface Sample {
  what: 'start' | 'beat' | 'claim';
  /** When it was sent, by performance.now(), and how long its answer took. */
  at: number;
  ms: number;
  status: number;
  /** Of a refusal: the name of the fault. */
  code: string | null;
  /** Of a claim that was paid: since the first try. */
  sinceFirstMs?: number;
}

const BEAT_MS = 5_000;
/** People's timers are not exact; what risk thinks of those that are is not what is measured. */
const JITTER_MS = 400;

/** The JSON of an answer, which may stand between the lengths of a chunk. */
const bodyOf = (answer: string) => {
  const from = answer.indexOf('{', answer.indexOf('\r\n\r\n'));
  return JSON.parse(answer.slice(from, answer.lastIndexOf('}') + 1)) as Record<string, unknown>;
};

const codeOf = (answer: string) => {
  const { code } = bodyOf(answer);
  return typeof code === 'string' ? code : null;
};

/** A claim that came a moment too early is made again after another beat, as the player does it. */
const TRIES = 5;
const EARLY: ErrorCode = 'ad_not_watched';
export const isEarly = ({ what, code }: Pick<Sample, 'what' | 'code'>) => what === 'claim' && code === EARLY;

interface Watching {
  person: Person;
  kind: AdKind;
  /** Between a claim and the next start. */
  pauseMs: number;
  /** By performance.now(). */
  until: number;
  samples: Sample[];
}

/** Watches ad after ad until `until`: a beat each five seconds, a claim when one is over, and the pause. */
export async function watchOn(url: URL, { person, kind, pauseMs, until, samples }: Watching): Promise<void> {
  const line = new Line(url);
  const headers = {
    ...{ origin: url.origin, cookie: person.cookie },
    ...{ 'x-forwarded-for': person.address, 'content-type': 'application/json' },
  };
  const post = async (what: Sample['what'], path: string, body: object) => {
    const at = performance.now();
    const { status, text } = await line.send({ path, headers, body: JSON.stringify(body) }, { keep: true });
    const sample: Sample = { what, at, ms: performance.now() - at, status, code: status >= 400 ? codeOf(text) : null };
    samples.push(sample);
    return { sample, text };
  };
  while (performance.now() < until) {
    const started = await post('start', '/api/ads/start', { kind });
    if (started.sample.status !== 201 && started.sample.status !== 200) {
      await sleep(2_000);
      continue;
    }
    const { id, token, views, watchSeconds } = bodyOf(started.text).session as AdSessionView;
    const from = performance.now() - (views[0]?.positionSeconds ?? 0) * 1_000;
    const seconds = () => (performance.now() - from) / 1_000;
    const beat = () =>
      post('beat', '/api/ads/progress', {
        ...{ sessionId: id, token, viewId: views[0]?.id, visible: true },
        positionSeconds: seconds(),
      });
    const claimUntilPaid = async () => {
      const first = performance.now();
      for (let attempt = 0; attempt < TRIES && performance.now() < until; attempt++) {
        const { sample } = await post('claim', '/api/ads/claim', { sessionId: id, token });
        if (sample.status < 300) sample.sinceFirstMs = performance.now() - first;
        if (!isEarly(sample)) return;
        await sleep(1_000);
        await beat();
      }
      // So many in vain are no moment any more: it counts as a failure.
      if (performance.now() < until) samples.push({ what: 'claim', at: first, ms: 0, status: 0, code: null });
    };
    await beat();
    while (seconds() < watchSeconds && performance.now() < until) {
      await sleep(Math.min(BEAT_MS + (Math.random() - 0.5) * JITTER_MS, (watchSeconds + 0.2 - seconds()) * 1_000));
      await beat();
    }
    await claimUntilPaid();
    await sleep(pauseMs);
  }
  line.close();
}
