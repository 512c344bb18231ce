import type {
  Ai,
  BatchDesk,
  CatalogDesk,
  ChainEnd,
  ChainInput,
  Model,
  ModelHealth,
  ModerationInput,
  ModerationVerdict,
  Provider,
  UpstreamJob,
} from '@/lib/ai/types';
import { tell, type ChainEvent } from './chain-events';

export const STANDARD: Model = {
  id: 'alpha/alpha-large',
  provider: 'alpha',
  name: 'alpha-large',
  label: 'Alpha Large',
  kind: 'text',
  tier: 'standard',
  cost: {},
};
export const ECONOMY: Model = {
  ...STANDARD,
  id: 'alpha/alpha-small',
  name: 'alpha-small',
  label: 'Alpha Small',
  tier: 'economy',
};
export const OTHER: Model = { ...STANDARD, id: 'beta/beta-one', provider: 'beta', name: 'beta-one', label: 'Beta One' };
export const CHEAP_OTHER: Model = {
  ...OTHER,
  id: 'gamma/gamma-mini',
  provider: 'gamma',
  name: 'gamma-mini',
  label: 'Gamma Mini',
  tier: 'economy',
};
export const PICTURE: Model = {
  ...STANDARD,
  id: 'alpha/alpha-paint',
  name: 'alpha-paint',
  label: 'Alpha Paint',
  kind: 'image',
};
export const DEMO_TEXT: Model = {
  ...STANDARD,
  id: 'demo/writer',
  provider: 'demo',
  name: 'writer',
  label: 'Demo writer',
};
export const DEMO_IMAGE: Model = {
  ...PICTURE,
  id: 'demo/painter',
  provider: 'demo',
  name: 'painter',
  label: 'Demo painter',
};

const PROVIDERS: Provider[] = [
  { id: 'alpha', label: 'Alpha', demo: false },
  { id: 'beta', label: 'Beta', demo: false },
  { id: 'gamma', label: 'Gamma', demo: false },
  { id: 'demo', label: 'Demo engine', demo: true },
];

/** A catalog nobody corrects. */
export function plainCatalog(models: () => Model[]): CatalogDesk {
  return {
    accounts: () => [],
    entries: () => models().map((model) => ({ model, state: 'shown', origin: 'built-in', sources: {} })),
    offers: () => [],
    modelsWith: models,
    judge: () => [],
    listing: () => null,
    refresh: () => Promise.resolve(null),
    keepFresh: () => Promise.resolve(),
  };
}

const noBatch = () => Promise.reject(new Error('this test knows no batches'));

/** A desk where no provider takes batches. */
export const noBatches: BatchDesk = {
  supports: () => false,
  priceShare: () => 1,
  submit: noBatch,
  look: noBatch,
  results: () => ({ [Symbol.asyncIterator]: () => ({ next: noBatch }) }),
  cancel: noBatch,
  find: noBatch,
};

export type Script = (input: ChainInput) => AsyncGenerator<ChainEvent, void, void>;

/** An `Ai` that says what a test tells it to; `calls` is what it was asked. */
export interface ScriptedAi extends Ai {
  calls: ChainInput[];
  script: Script;
  /** The jobs it was asked to drop; `answersDrop` says whether their provider answers. */
  dropped: UpstreamJob[];
  answersDrop: boolean;
  /** What it was asked to judge; `verdict` is what it says. */
  judged: ModerationInput[];
  verdict: ModerationVerdict | null;
  batches: BatchDesk;
  /** What `health()` says. */
  seen: Map<string, ModelHealth>;
}

export function scriptedAi(
  script: Script = answers('An answer.'),
  models: Model[] = [STANDARD, ECONOMY, PICTURE],
): ScriptedAi {
  const ai: ScriptedAi = {
    calls: [],
    script,
    ...{ seen: new Map(), dropped: [], answersDrop: true, judged: [], verdict: null, batches: noBatches },
    health: () => ai.seen,
    providers: () => PROVIDERS.filter((provider) => models.some((model) => model.provider === provider.id)),
    models: () => models,
    catalog: plainCatalog(() => models),
    runChain: (input, sink) => {
      ai.calls.push(input);
      return tell(ai.script(input), sink);
    },
    dropJob: ({ provider, ticket }) => {
      ai.dropped.push({ provider, ticket });
      return Promise.resolve(ai.answersDrop);
    },
    moderate: (asked) => {
      ai.judged.push(asked);
      return Promise.resolve(ai.verdict);
    },
  };
  return ai;
}

const attemptOf = (model: Model, outcome: 'succeeded' | 'cut' | 'cancelled' | 'server_error'): ChainEvent => ({
  type: 'attempt',
  attempt: { provider: model.provider, model: model.id, outcome, ms: 3 },
});

/** The first candidate says `pieces`, each after `gate(index)` has resolved, and succeeds; an abort cancels it in between. */
export function answers(text: string | string[], gate?: (index: number) => Promise<void>): Script {
  const pieces = typeof text === 'string' ? [text] : text;
  return async function* ({ candidates, signal }) {
    const model = candidates[0]!;
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    for (const [index, delta] of pieces.entries()) {
      if (gate) await Promise.race([gate(index), aborted]);
      if (signal.aborted) {
        yield attemptOf(model, 'cancelled');
        yield { type: 'end', end: { status: 'cancelled', afterContent: index > 0, usage: {} } };
        return;
      }
      if (index === 0) yield { type: 'committed', provider: model.provider, model: model.id };
      yield { type: 'text', delta };
    }
    yield attemptOf(model, 'succeeded');
    yield { type: 'end', end: { status: 'succeeded', provider: model.provider, model: model.id, usage: {} } };
  };
}

/** Says `before`, if anything, and fails. */
export function fails(code: Extract<ChainEnd, { status: 'failed' }>['code'], before = ''): Script {
  return async function* ({ candidates }) {
    const model = candidates[0]!;
    if (before) {
      yield { type: 'committed', provider: model.provider, model: model.id };
      yield { type: 'text', delta: before };
    }
    yield attemptOf(model, before ? 'cut' : 'server_error');
    yield { type: 'end', end: { status: 'failed', code, afterContent: before !== '', usage: {} } };
  };
}

/** Makes one picture of these bytes. */
export function paints(bytes: Uint8Array): Script {
  return async function* ({ candidates }) {
    const model = candidates[0]!;
    yield { type: 'committed', provider: model.provider, model: model.id };
    yield { type: 'file', file: { bytes, mediaType: 'image/png', width: 8, height: 8 } };
    yield attemptOf(model, 'succeeded');
    yield { type: 'end', end: { status: 'succeeded', provider: model.provider, model: model.id, usage: {} } };
  };
}

/** An `Ai` without models, for tests that run nothing. */
export const noAi: Ai = {
  providers: () => [],
  models: () => [],
  catalog: plainCatalog(() => []),
  health: () => new Map(),
  runChain: () => Promise.reject(new Error('this test runs no model')),
  dropJob: () => Promise.resolve(false),
  moderate: () => Promise.resolve(null),
  batches: noBatches,
};
