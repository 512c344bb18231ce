'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Checkbox, Input, Textarea } from '@/components/ui/input';
import { AD_KINDS } from '@/lib/ads/types';
import { CHOICES, type FormValues } from './form-values';

export interface Shown {
  values: FormValues;
  /** What stands in the form at this moment, typed or not. */
  typed: FormValues;
  errors: Record<string, string>;
}

/** What is wrong with a member, or with any within it. */
export function errorAt({ errors }: Pick<Shown, 'errors'>, path: string): string | undefined {
  return errors[path] ?? Object.entries(errors).find(([name]) => name.startsWith(`${path}.`))?.[1];
}

export function Part({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-t border-line pt-5 first:border-t-0 first:pt-0">
      <legend className="float-start w-full font-display text-lg font-bold">{title}</legend>
      {lead && <p className="clear-both text-sm text-muted">{lead}</p>}
      <div className="clear-both grid gap-5 pt-4">{children}</div>
    </fieldset>
  );
}

interface WordProps extends Shown {
  name: string;
  label: string;
  hint?: string;
  /** Most characters; how many are left is shown. */
  most?: number;
  isLong?: boolean;
  inputMode?: 'numeric' | 'url';
  type?: 'text' | 'datetime-local';
  aside?: string;
  required?: boolean;
}

/** One line, or a few, of words. */
export function Word({ name, label, hint, most, isLong, inputMode, type, aside, required, ...shown }: WordProps) {
  const t = useTranslations('adminCampaigns.form');
  const left = most === undefined ? aside : t('left', { left: Math.max(0, most - (shown.typed[name]?.length ?? 0)) });
  const common = { name, maxLength: most, defaultValue: shown.values[name] ?? '', autoComplete: 'off', required };
  return (
    <Field id={name} label={label} hint={hint} aside={left} error={errorAt(shown, name)}>
      {(control) =>
        isLong ? (
          <Textarea {...control} {...common} rows={2} />
        ) : (
          <Input {...control} {...common} inputMode={inputMode} type={type} />
        )
      }
    </Field>
  );
}

export function Words(shown: Shown) {
  const t = useTranslations('adminCampaigns.form');
  return (
    <Part title={t('words')}>
      <Word {...shown} name="creative.headline" label={t('headline')} most={60} required />
      <Word {...shown} name="creative.body" label={t('body')} most={160} isLong />
      <div className="grid items-start gap-5 sm:grid-cols-[2fr_3fr]">
        <Word {...shown} name="creative.action" label={t('action')} hint={t('actionHint')} most={24} />
        <Word {...shown} name="creative.url" label={t('url')} hint={t('urlHint')} inputMode="url" />
      </div>
    </Part>
  );
}

export function Question(shown: Shown) {
  const t = useTranslations('adminCampaigns.form');
  const wrong = errorAt(shown, 'question.choices');
  return (
    <Part title={t('question')} lead={t('questionHint')}>
      <Word {...shown} name="question.text" label={t('ask')} most={120} />
      <div role="group" aria-label={t('choices')} className="grid gap-3 sm:grid-cols-2">
        {CHOICES.map((index) => (
          <Input
            key={index}
            name={`question.choices.${index}`}
            aria-label={t('choice', { number: index + 1 })}
            aria-invalid={wrong ? true : undefined}
            placeholder={t('choice', { number: index + 1 })}
            maxLength={40}
            defaultValue={shown.values[`question.choices.${index}`] ?? ''}
            autoComplete="off"
          />
        ))}
      </div>
      {wrong && <p className="text-sm font-medium text-bad">{wrong}</p>}
    </Part>
  );
}

export function Who(shown: Shown) {
  const t = useTranslations('adminCampaigns.form');
  return (
    <Part title={t('who')}>
      <div role="group" aria-label={t('kinds')} className="grid gap-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="text-sm font-semibold">{t('kinds')}</span>
          <span className="text-sm text-muted">{t('kindsHint')}</span>
        </p>
        <div className="flex flex-wrap gap-x-6">
          {AD_KINDS.map((kind) => (
            <Checkbox
              key={kind}
              name={`target.kinds.${kind}`}
              label={t(`kindNames.${kind}`)}
              defaultChecked={Boolean(shown.values[`target.kinds.${kind}`])}
            />
          ))}
        </div>
      </div>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Word {...shown} name="target.countries" label={t('countries')} hint={t('countriesHint')} />
        <Word {...shown} name="target.languages" label={t('languages')} hint={t('languagesHint')} />
      </div>
    </Part>
  );
}

export function When({ builtIn, ...shown }: Shown & { builtIn: number }) {
  const t = useTranslations('adminCampaigns.form');
  return (
    <Part title={t('when')}>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        <Word {...shown} name="startsAt" label={t('startsAt')} aside={t('utc')} type="datetime-local" />
        <Word {...shown} name="endsAt" label={t('endsAt')} aside={t('utc')} type="datetime-local" />
        <Word
          {...shown}
          name="weight"
          label={t('weightLabel')}
          hint={t('weightHint', { builtIn: String(builtIn) })}
          inputMode="numeric"
        />
        <Word {...shown} name="capPerUserDay" label={t('cap')} hint={t('capHint')} inputMode="numeric" />
      </div>
    </Part>
  );
}
