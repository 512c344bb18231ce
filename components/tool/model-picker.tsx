'use client';

import { useTranslations } from 'next-intl';
import { Field, Select } from '@/components/ui';
import { atMost } from './plan';
import type { ToolPageTool, ToolValues } from './types';
import { withProvider } from './values';

function providersOf(tool: ToolPageTool): { id: string; label: string }[] {
  const seen = new Map(tool.models.map((model) => [model.provider, model.providerLabel]));
  return [...seen].map(([id, label]) => ({ id, label }));
}

/** Which provider and model answer; every model says its price. */
export function ModelPicker({
  tool,
  values,
  onChange,
}: {
  tool: ToolPageTool;
  values: ToolValues;
  onChange(values: ToolValues): void;
}) {
  const t = useTranslations('tool.form');
  const models = tool.models.filter((model) => values.provider === 'auto' || model.provider === values.provider);
  return (
    <>
      <Field id="choose-provider" label={t('provider')}>
        {(control) => (
          <Select
            {...control}
            name="provider"
            value={values.provider}
            onChange={(event) => onChange(withProvider(tool, values, event.target.value))}
          >
            <option value="auto">{t('auto')}</option>
            {providersOf(tool).map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field id="choose-model" label={t('model')}>
        {(control) => (
          <Select
            {...control}
            name="model"
            value={values.model}
            onChange={(event) => onChange({ ...values, model: event.target.value })}
          >
            <option value="auto">{t('auto')}</option>
            {models.map(({ id, label, price, pricing }) => (
              <option key={id} value={id}>
                {pricing.rule === 'flat'
                  ? t('modelPrice', { label, price })
                  : t('modelUpTo', { label, price: atMost(price) })}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}
