'use client';

import { useTranslations } from 'next-intl';
import { Coin } from '@/components/ui/coin';
import { cx } from '@/components/ui/cx';
import type { CompareTool } from './types';

const MOST = 3;

/** The models to choose from with their prices; a fourth cannot be ticked. */
export function ModelTicks({
  models,
  chosen,
  onChoose,
}: {
  models: CompareTool['models'];
  chosen: readonly string[];
  onChoose(models: string[]): void;
}) {
  const t = useTranslations('compare.form');
  const full = chosen.length >= MOST;
  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-2.5 flex flex-wrap items-baseline gap-x-2">
        <span className="font-display text-lg font-bold">{t('models')}</span>
        <span className="text-sm text-muted">{t('modelsHint')}</span>
      </legend>
      {models.map(({ id, label, providerLabel, price }) => {
        const ticked = chosen.includes(id);
        return (
          <label
            key={id}
            className={cx(
              'flex min-h-14 cursor-pointer items-center gap-3.5 rounded-control border border-line bg-surface px-4 py-2.5 transition-colors',
              'hover:border-edge has-checked:border-kind has-checked:bg-kind-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent',
              full && !ticked && 'opacity-55',
            )}
          >
            <input
              type="checkbox"
              name="models"
              value={id}
              checked={ticked}
              disabled={full && !ticked}
              onChange={(event) =>
                onChoose(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
              className="size-5 shrink-0 accent-(--kind) outline-none"
            />
            <span className="min-w-0 flex-1">
              <span className="block truncate font-semibold">{label}</span>
              <span className="block text-sm text-muted">{providerLabel}</span>
            </span>
            <Coin amount={price} />
          </label>
        );
      })}
    </fieldset>
  );
}
