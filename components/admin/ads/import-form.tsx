'use client';

import { useTranslations } from 'next-intl';
import { useActionState, type ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Card, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { Input, Select, Textarea } from '@/components/ui/input';
import { SubmitButton } from '@/components/ui/submit-button';
import { MOST_REPORT_BYTES } from '@/lib/ads/types';

function Source({ state }: { state: FormState }) {
  const t = useTranslations('adminAds.import');
  return (
    <div className="grid items-start gap-5 sm:grid-cols-2">
      <Field id="report-file" label={t('file')} hint={t('fileHint', { megabytes: MOST_REPORT_BYTES / 1_000_000 })}>
        {(control) => (
          <Input
            {...control}
            type="file"
            name="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
            className="file:me-3 file:rounded-md file:border-0 file:bg-sunken file:px-2.5 file:py-1 file:font-semibold"
          />
        )}
      </Field>
      <Field
        id="csv"
        label={t('csv')}
        error={state.errors.csv && <span className="whitespace-pre-line">{state.errors.csv}</span>}
      >
        {(control) => (
          <Textarea
            {...control}
            key={state.values.csv}
            name="csv"
            rows={3}
            spellCheck={false}
            defaultValue={state.values.csv}
            className="max-h-72 font-mono text-sm"
          />
        )}
      </Field>
    </div>
  );
}

function Terms({ state, networks }: { state: FormState; networks: readonly { id: string; label: string }[] }) {
  const t = useTranslations('adminAds.import');
  const chosen = state.values.network ?? networks[0]?.id ?? '';
  return (
    <div className="grid items-start gap-5 sm:grid-cols-3">
      <Field id="network" label={t('network')} error={state.errors.network}>
        {(control) => (
          // React resets a form after its action and forgets which option was chosen: a new value makes a new one.
          <Select {...control} key={chosen} name="network" defaultValue={chosen}>
            {[...networks, { id: 'by_column', label: t('byColumn') }].map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id="currency" label={t('currency')} hint={t('currencyHint')} error={state.errors.currency}>
        {(control) => (
          <Input
            {...control}
            name="currency"
            maxLength={3}
            autoComplete="off"
            defaultValue={state.values.currency ?? 'USD'}
          />
        )}
      </Field>
      <Field id="usdPerUnit" label={t('rate')} hint={t('rateHint')} error={state.errors.usdPerUnit}>
        {(control) => (
          <Input
            {...control}
            name="usdPerUnit"
            inputMode="decimal"
            autoComplete="off"
            defaultValue={state.values.usdPerUnit}
          />
        )}
      </Field>
    </div>
  );
}

interface ImportFormProps {
  action: FormStateAction;
  networks: readonly { id: string; label: string }[];
  /** What was brought in so far, in words. */
  until: ReactNode;
}

/** Takes a network's report, as a file or pasted; works before any script. */
export function ImportForm({ action, networks, until }: ImportFormProps) {
  const t = useTranslations('adminAds.import');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  return (
    <Card id="import" className="scroll-mt-24">
      <CardHeader title={t('title')} />
      <p className="-mt-2 mb-1 max-w-prose text-muted">{t('lead')}</p>
      <p className="mb-5 text-muted">{until}</p>
      <form action={formAction} noValidate className="grid gap-5">
        <Source state={state} />
        <Terms state={state} networks={networks} />
        <div className="flex flex-col gap-3 sm:flex-row sm:items-center">
          {state.message && (
            <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'} className="min-w-0 flex-1">
              {state.message}
            </Alert>
          )}
          <SubmitButton className="sm:order-first">{t('submit')}</SubmitButton>
        </div>
      </form>
    </Card>
  );
}
