import type { Model } from '@/lib/ai';
import { requireAdmin, type Ctx } from '@/lib/context';
import { microToCredits } from '@/lib/format';
import type { Settings } from '@/lib/settings';
import { pricedModels } from '../candidates';
import type { ToolDefinition } from '../definition';
import { DEFINITIONS } from '../definitions';
import type { PricedRequest } from '../pricing/pricing';
import { priceRuleOf } from '../pricing/rule';
import { sampleCall } from '../sample-call';
import type { MarginVerdict, ToolMargin } from '../types';
import { marginOf } from './margin';

const ORDER: Record<MarginVerdict, number> = { loss: 0, unknown: 1, largest_loses: 2, earns: 3 };

/** The settings take no higher price. */
const MOST_CREDITS = 1_000_000;

const dollars = (nano: bigint) => Number(nano) / 1_000_000_000;

/** A rule for this tool and model alone by which none of its runs is sold below its cost. */
function costPlusFor({ margin, floor, ceiling }: Settings['prices']['costPlus'], largestMicro: bigint) {
  const enough = Math.ceil(microToCredits(largestMicro) * margin);
  return { rule: 'cost-plus' as const, floor, ceiling: Math.min(MOST_CREDITS, Math.max(ceiling, enough)) };
}

function rowOf(
  tool: ToolDefinition,
  model: Model,
  asked: PricedRequest,
  { prices, providerLabel }: { prices: Settings['prices']; providerLabel: string },
): ToolMargin[] {
  const rule = priceRuleOf(prices, tool.id, model);
  if (!rule) return [];
  const { costPlus } = prices;
  const { priceMicro, revenueNanoUsd, costNanoUsd, neededMicro, neededCeilingMicro, verdict } = marginOf({
    ...{ model, rule, asked },
    creditValueUsd: costPlus.creditValueUsd,
  });
  const isShort = verdict === 'loss' || verdict === 'largest_loses';
  return [
    {
      ...{ toolId: tool.id, toolName: tool.name, kind: tool.kind, verdict, rule: rule.rule, providerLabel },
      ...{ modelId: model.id, modelLabel: model.label, costEstimated: model.isCostEstimated === true },
      price: microToCredits(priceMicro),
      revenueUsd: dollars(revenueNanoUsd),
      costUsd: costNanoUsd === null ? null : dollars(costNanoUsd),
      marginUsd: costNanoUsd === null ? null : dollars(revenueNanoUsd - costNanoUsd),
      // In hundredths of a credit: nobody sets a price more finely.
      neededPrice: isShort && neededMicro !== null ? Math.ceil(microToCredits(neededMicro) * 100) / 100 : null,
      remedy:
        isShort && neededCeilingMicro !== null
          ? { name: `${tool.id}:${model.id}`, price: costPlusFor(costPlus, neededCeilingMicro) }
          : null,
    },
  ];
}

/**
 * What a typical run of each tool with each of its models brings in and costs us, as prices and costs stand: what loses most
 * first, then what nobody knows the cost of. The demo engine costs nothing and is left out.
 * @throws AppError unauthenticated, forbidden.
 */
export function listMargins({ ctx }: { ctx: Ctx }): ToolMargin[] {
  requireAdmin(ctx.actor);
  const settings = ctx.settings.current();
  const { prices, runs: limits } = settings;
  const labels = new Map(
    ctx.ai
      .providers()
      .filter(({ demo }) => !demo)
      .map(({ id, label }) => [id, label]),
  );
  const rows = DEFINITIONS.flatMap((tool) => {
    const models = pricedModels(ctx.ai, settings, tool).filter(({ provider }) => labels.has(provider));
    if (models.length === 0) return [];
    const asked = { request: tool.render(sampleCall(tool, limits), limits), limits };
    return models.flatMap((model) =>
      rowOf(tool, model, asked, { prices, providerLabel: labels.get(model.provider) ?? model.provider }),
    );
  });
  return rows.toSorted((a, b) => ORDER[a.verdict] - ORDER[b.verdict] || (a.marginUsd ?? 0) - (b.marginUsd ?? 0));
}
