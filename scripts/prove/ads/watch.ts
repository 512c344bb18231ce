import { setTimeout as sleep } from 'node:timers/promises';
import type { AdKind, AdSessionView } from '@/lib/ads/types';
import { Line } from '../../bench/line';
import type { Person } from './people';

export interface Sample {
  what: 'start' | 'beat' | 'claim';
  /** When it was sent, by performance.now(), and how long its answer took. */
  at: number;
  ms: number;
  status: number;
}

const BEAT_MS = 5_000;
/** People's timers are not exact; what risk thinks of those that are is not what is measured. */
const JITTER_MS = 400;

/** The JSON of an answer, which may stand between the lengths of a chunk. */
const bodyOf = (answer: string) => {
  const from = answer.indexOf('{', answer.indexOf('\r\n\r\n'));
  return JSON.parse(answer.slice(from, answer.lastIndexOf('}') + 1)) as Record<string, unknown>;
};

/** A claim that came a moment too early is made again after another beat, as the player does it. */
const TRIES = 5;

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
    samples.push({ what, at, ms: performance.now() - at, status });
    return { status, text };
  };
  while (performance.now() < until) {
    const started = await post('start', '/api/ads/start', { kind });
    if (started.status !== 201 && started.status !== 200) {
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
    await beat();
    while (seconds() < watchSeconds && performance.now() < until) {
      await sleep(Math.min(BEAT_MS + (Math.random() - 0.5) * JITTER_MS, (watchSeconds + 0.2 - seconds()) * 1_000));
      await beat();
    }
    for (let attempt = 0; attempt < TRIES && performance.now() < until; attempt++) {
      if ((await post('claim', '/api/ads/claim', { sessionId: id, token })).status !== 409) break;
      await sleep(1_000);
      await beat();
    }
    await sleep(pauseMs);
  }
  line.close();
}
