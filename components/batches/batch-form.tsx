'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useRef, useState } from 'react';
import { useHydrated } from '@/components/tool/use-hydrated';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { Choices, SharedFields } from './choices';
import { requestOfForm } from './form-request';
import { QuoteBar, QuotePanel } from './quote-panel';
import { Faults, Preview } from './rows-read';
import { RowsField } from './rows-field';
import { EMPTY_BATCH, type BatchClient, type BatchFormAction, type BatchTool, type ShownQuote } from './types';
import { useBatchQuote } from './use-batch-quote';
import { useKeptForm } from './use-kept-form';

export interface BatchFormProps {
  tool: BatchTool;
  /** The most rows there may be. */
  most: number;
  action: BatchFormAction;
  client: BatchClient;
  pressKey: string;
}

/** Offered where the provider of the chosen model does whole batches for less. */
function Cheaper({ quote, delayed }: { quote: ShownQuote | null; delayed: boolean }) {
  const t = useTranslations('batches.form');
  if (!quote || quote.delayedPrice === null) return null;
  return (
    <label className="flex cursor-pointer items-start gap-3 rounded-control border border-line p-4 has-checked:border-accent has-checked:bg-accent-soft">
      <input
        type="checkbox"
        name="delayed"
        defaultChecked={delayed}
        className="mt-0.5 size-5 accent-(--color-accent)"
      />
      <span className="grid gap-0.5">
        <span className="font-semibold">{t('delayed')}</span>
        <span className="text-sm text-muted">{t('delayedHint', { price: quote.delayedPrice, full: quote.price })}</span>
      </span>
    </label>
  );
}

/**
 * A new batch: rows, what goes for all of them, and the price of the whole. Works before any script: the form posts itself
 * and comes back with what it costs and what is wrong.
 */
export function BatchForm({ tool, most, action, client, pressKey }: BatchFormProps) {
  const t = useTranslations('batches.form');
  const [state, formAction, busy] = useActionState(action, EMPTY_BATCH);
  const hydrated = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const live = useBatchQuote(client);
  const [typedDelayed, setTypedDelayed] = useState<boolean | null>(null);
  const changed = () => {
    if (!form.current) return;
    const request = requestOfForm(Object.fromEntries(new FormData(form.current)));
    setTypedDelayed(request.delayed);
    live.typed(request);
  };
  useKeptForm(form, tool.id, changed);
  const quote = live.quote ?? (live.detail === null ? state.quote : null);
  const message = live.detail ?? (live.pending ? null : state.message);
  const delayed = typedDelayed ?? state.values.delayed === 'on';
  const pricing = { toolId: tool.id, quote, delayed, pending: live.pending, hydrated, busy };
  return (
    <form
      ref={form}
      action={formAction}
      onChange={changed}
      className={`kind-${tool.kind} grid items-start gap-6 lg:grid-cols-[1fr_21rem]`}
    >
      <input type="hidden" name="toolId" value={tool.id} />
      <input type="hidden" name="pressKey" value={pressKey} />
      <div className="grid min-w-0 gap-6">
        {message && (
          <Alert tone="bad" role="alert" title={t('failed')}>
            {message}
          </Alert>
        )}
        <Card className="grid gap-6">
          <RowsField tool={tool} text={state.values.text ?? ''} most={most} hydrated={hydrated} onChange={changed} />
          <SharedFields tool={tool} values={state.values} />
          <Choices tool={tool} values={state.values} />
          <Cheaper quote={quote} delayed={delayed} />
        </Card>
        {quote && <Faults invalid={quote.invalid} />}
        {quote && <Preview preview={quote.preview} />}
      </div>
      <div className="lg:sticky lg:top-24">
        <QuotePanel {...pricing} />
      </div>
      <QuoteBar {...pricing} />
    </form>
  );
}
