import { classify } from '../chain/classify';
import { CallFailure } from '../chain/failure';
import type { BatchDesk, Model } from '../types';
import type { BatchClient } from './batch-client';

/** Whatever went wrong, as the chain knows it: whoever waits for a batch learns whether to ask again. */
const failureOf = (error: unknown) =>
  error instanceof CallFailure ? error : new CallFailure(classify(error, { answered: false }), error);

const NEVER = new AbortController().signal;

/** The batch interfaces of the providers that are set up. */
export function createBatchDesk(clients: ReadonlyMap<string, BatchClient>): BatchDesk {
  const clientOf = (provider: string) => {
    const client = clients.get(provider);
    if (!client) throw new CallFailure({ outcome: 'bad_response' }, new Error(`${provider} takes no batches`));
    return client;
  };
  const known = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw failureOf(error);
    }
  };
  const supports = ({ provider, kind, capabilities }: Model) =>
    kind === 'text' && capabilities?.includes('batch') === true && clients.has(provider);
  return {
    supports,
    priceShare: (model) => (supports(model) ? (clients.get(model.provider)?.priceShare ?? 1) : 1),
    submit: (order, signal = NEVER) =>
      known(async () => {
        const { provider } = order.model;
        return { provider, id: await clientOf(provider).submit(order, signal) };
      }),
    look: ({ provider, id }, signal = NEVER) => known(async () => clientOf(provider).look(id, signal)),
    async *results({ provider, id }, signal = NEVER) {
      try {
        yield* clientOf(provider).results(id, signal);
      } catch (error) {
        throw failureOf(error);
      }
    },
    cancel: ({ provider, id }, signal = NEVER) => known(async () => clientOf(provider).cancel(id, signal)),
    find: (provider, reference, signal = NEVER) =>
      known(async () => {
        const id = await clientOf(provider).find(reference, signal);
        return id === null ? null : { provider, id };
      }),
  };
}
