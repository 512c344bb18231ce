import type { Model, ModelRequest } from '@/lib/ai/types';
import type { Ctx } from '@/lib/context';
import { costNanoUsd } from '../pricing/cost';
import { mostUsed } from '../pricing/pricing';
import { SpendBook } from './spend-book';
import type { CostShares } from './store-shares';

/** One run's account with the providers. */
export interface Tab {
  /** Before each call: false where the provider has used up its day, else the most the call can cost is held. */
  admit(model: Model): boolean;
  /** After the run was stored, once. */
  close(paid: CostShares): void;
}

/** One book per process; its runs under way are what a process has one of. */
const books = new WeakMap<Ctx['live'], SpendBook>();

/** A tab where the operator has set spend caps, else undefined: then nothing is read and nothing is counted. */
export async function openTab(ctx: Ctx, request: ModelRequest): Promise<Tab | undefined> {
  const { dailySpendUsd } = ctx.settings.current().routing;
  if (Object.keys(dailySpendUsd).length === 0) return undefined;
  const book = books.get(ctx.live) ?? new SpendBook();
  books.set(ctx.live, book);
  const reading = book.ready(ctx);
  if (reading) await reading;
  const held = new Map<string, bigint>();
  return {
    admit(model) {
      const capUsd = Object.hasOwn(dailySpendUsd, model.provider) ? dailySpendUsd[model.provider] : undefined;
      if (capUsd === undefined) return true;
      if (book.isSpent(model.provider, capUsd)) return false;
      const most = costNanoUsd(model, mostUsed(request)) ?? 0n;
      held.set(model.provider, (held.get(model.provider) ?? 0n) + most);
      book.hold(model, most);
      return true;
    },
    close(paid) {
      book.settle(held, paid);
      held.clear();
    },
  };
}
