'use client';

import { LoaderCircle, Scale } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useActionState, useRef, useState } from 'react';
import { OptionSelect } from '@/components/batches/choices';
import { useKeptForm } from '@/components/batches/use-kept-form';
import { AdLink } from '@/components/earn/ad-link';
import { wayToAd } from '@/components/earn/way-to-ad';
import { useHydrated } from '@/components/tool/use-hydrated';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Coin } from '@/components/ui/coin';
import { Field } from '@/components/ui/field';
import { Input, Select, Textarea } from '@/components/ui/input';
import { ModelTicks } from './model-ticks';
import {
  EMPTY_COMPARISON,
  type CompareClient,
  type CompareFormAction,
  type CompareRequest,
  type CompareTool,
  type ComparisonQuote,
} from './types';
import { LEAST, useComparisonQuote } from './use-comparison-quote';

export interface CompareFormProps {
  tool: CompareTool;
  /** Filled in when the page is opened from a tool. */
  first: Record<string, string>;
  action: CompareFormAction;
  client: CompareClient;
  pressKey: string;
}

function requestOf(form: FormData): CompareRequest {
  const under = (prefix: string) =>
    Object.fromEntries(
      [...form.entries()]
        .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0].startsWith(prefix))
        .filter(([, value]) => value !== '')
        .map(([name, value]) => [name.slice(prefix.length), value]),
    );
  const models = form.getAll('models').filter((value): value is string => typeof value === 'string');
  const toolId = form.get('toolId');
  return {
    toolId: typeof toolId === 'string' ? toolId : '',
    input: under('input.'),
    options: under('options.'),
    models,
  };
}

function InputFields({ tool, values }: { tool: CompareTool; values: Record<string, string> }) {
  return tool.fields.map((field) => {
    const name = `input.${field.id}`;
    const value = values[name] ?? field.default ?? '';
    return (
      <Field key={field.id} id={`compare-${field.id}`} label={field.label} hint={field.hint}>
        {(control) =>
          field.choices ? (
            <Select key={value} {...control} name={name} defaultValue={value}>
              {field.choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </Select>
          ) : field.multiline ? (
            <Textarea
              {...control}
              name={name}
              rows={field.required ? 5 : 3}
              defaultValue={value}
              placeholder={field.placeholder}
              required={field.required}
              className="max-h-96"
            />
          ) : (
            <Input
              {...control}
              name={name}
              defaultValue={value}
              placeholder={field.placeholder}
              required={field.required}
            />
          )
        }
      </Field>
    );
  });
}

/** The whole price and the one button. */
function Press({
  toolId,
  count,
  quote,
  sum,
  busy,
}: {
  toolId: string;
  count: number;
  quote: ComparisonQuote | null;
  sum: number;
  busy: boolean;
}) {
  const t = useTranslations('compare.form');
  const hydrated = useHydrated();
  const price = quote?.price ?? sum;
  const missing = quote ? Math.round((quote.price - quote.available) * 1_000_000) / 1_000_000 : 0;
  const enough = count >= LEAST;
  return (
    <div className="sticky bottom-[calc(4rem+env(safe-area-inset-bottom))] z-10 grid gap-2 rounded-card border border-line bg-surface p-3 ps-4 shadow-float md:bottom-4 md:p-4">
      <div className="flex items-center justify-between gap-4">
        <p className="grid">
          <span className="text-sm text-muted">{t('together')}</span>
          {enough || !hydrated ? (
            <Coin amount={price} className="text-xl" />
          ) : (
            <span className="font-semibold">{t('choose')}</span>
          )}
        </p>
        {missing > 0 && quote?.ad ? (
          <AdLink href={wayToAd(quote.ad.kind, { from: `/compare?tool=${toolId}` })} variant="coin">
            {t('watch', { count: quote.ad.count })}
          </AdLink>
        ) : (
          <Button type="submit" disabled={busy || (hydrated && (!enough || missing > 0))}>
            {busy ? (
              <LoaderCircle aria-hidden className="size-4.5 animate-spin" />
            ) : (
              <Scale aria-hidden className="size-4.5" />
            )}
            {enough ? t('press', { count }) : t('pressAny')}
          </Button>
        )}
      </div>
      {missing > 0 && (
        <p role="status" className="text-sm font-semibold text-warn">
          {t('short', { missing })}
        </p>
      )}
    </div>
  );
}

/** One prompt for two or three models. Works before any script: the models' prices stand beside them, the sum does not move. */
export function CompareForm({ tool, first, action, client, pressKey }: CompareFormProps) {
  const t = useTranslations('compare.form');
  const [state, formAction, busy] = useActionState(action, { ...EMPTY_COMPARISON, values: first });
  const usual = tool.models.slice(0, 2).map(({ id }) => id);
  const [chosen, setChosen] = useState<readonly string[]>(usual);
  const form = useRef<HTMLFormElement>(null);
  const { quote, typed } = useComparisonQuote(client);
  const changed = () => {
    if (!form.current) return;
    const request = requestOf(new FormData(form.current));
    setChosen(request.models);
    typed(request);
  };
  useKeptForm(form, tool.id, changed);
  const sum = tool.models.filter(({ id }) => chosen.includes(id)).reduce((total, { price }) => total + price, 0);
  return (
    <form ref={form} action={formAction} onChange={changed} className={`kind-${tool.kind} grid gap-6`}>
      <input type="hidden" name="toolId" value={tool.id} />
      <input type="hidden" name="pressKey" value={pressKey} />
      {state.message && (
        <Alert tone="bad" role="alert" title={t('failed')}>
          {state.message}
        </Alert>
      )}
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card className="grid gap-5">
          <InputFields tool={tool} values={state.values} />
          {tool.options.length > 0 && (
            <div className="grid gap-4 sm:grid-cols-2">
              {tool.options.map((option) => (
                <OptionSelect
                  key={option.id}
                  option={option}
                  value={state.values[`options.${option.id}`] ?? option.default}
                />
              ))}
            </div>
          )}
        </Card>
        <ModelTicks models={tool.models} chosen={chosen} onChoose={setChosen} />
      </div>
      <Press toolId={tool.id} count={chosen.length} quote={quote} sum={sum} busy={busy} />
    </form>
  );
}
