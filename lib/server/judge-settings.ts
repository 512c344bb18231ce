import type { Ai } from '@/lib/ai';
import type { FieldError } from '@/lib/errors';
import type { Settings } from '@/lib/settings';
import { judgePrices } from '@/lib/tools';

/** Providers that are named where a slip of the pen would go unnoticed: a cap, or a switch, that meets nobody. */
function unknownProviders(next: Settings, before: Settings, { catalog, providers }: Ai): FieldError[] {
  const known = new Set([...catalog.accounts(), ...providers()].map(({ id }) => id));
  const isNew = (id: string, were: readonly string[]) => !known.has(id) && !were.includes(id);
  const message = 'names no provider';
  const capped = Object.keys(before.routing.dailySpendUsd);
  return [
    ...Object.keys(next.routing.dailySpendUsd)
      .filter((id) => isNew(id, capped))
      .map((id) => ({ path: `routing.dailySpendUsd.${id}`, message })),
    ...next.routing.disabled.flatMap((id, index) =>
      isNew(id, before.routing.disabled) ? [{ path: `routing.disabled.${index}`, message }] : [],
    ),
  ];
}

/**
 * What is wrong with settings that only providers, catalog and tools can know. Prices are judged last, with the models as
 * they would then be.
 */
export function judgeSettings(next: Settings, before: Settings, ai: Ai): FieldError[] {
  const models = ai.catalog.judge(next.models, before.models);
  const wrong = [
    ...models.map(({ path, message }) => ({ path: `models.${path}`, message })),
    ...unknownProviders(next, before, ai),
  ];
  return wrong.length > 0 ? wrong : judgePrices(next, before, ai.catalog.modelsWith(next.models), ai.models());
}
