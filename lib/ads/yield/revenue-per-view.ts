import type { Ctx } from '@/lib/context';
import { estimator, type Yield, type YieldKey } from './estimate';
import { yieldFacts } from './facts';

/** What completed views bring in, by network, country and kind: from reports as far as they reach, else assumed. */
export async function revenuePerView({ ctx }: { ctx: Ctx }): Promise<(key: YieldKey) => Yield> {
  const { yields } = await yieldFacts(ctx);
  return estimator(yields, ctx.settings.current().ads.assumedCpmUsd);
}
