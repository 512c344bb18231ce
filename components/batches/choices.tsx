'use client';

import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import type { InputField, OptionField } from '@/lib/tools/types';
import type { BatchTool } from './types';

interface ChoicesProps {
  tool: BatchTool;
  values: Record<string, string>;
}

/** The fields beside the main one, for rows that leave them empty. */
export function SharedFields({ tool, values }: ChoicesProps) {
  const t = useTranslations('batches.form');
  const main = tool.fields.find(({ required }) => required) ?? tool.fields[0];
  const others = tool.fields.filter(({ id }) => id !== main?.id);
  if (others.length === 0) return null;
  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 flex flex-wrap items-baseline gap-x-2">
        <span className="text-lg font-bold">{t('shared')}</span>
        <span className="text-sm text-muted">{t('sharedHint')}</span>
      </legend>
      <div className="grid gap-4 sm:grid-cols-2">
        {others.map((field) => (
          <SharedField key={field.id} field={field} value={values[`shared.${field.id}`] ?? field.default ?? ''} />
        ))}
      </div>
    </fieldset>
  );
}

function SharedField({ field, value }: { field: InputField; value: string }) {
  const { id, label, choices, placeholder, maxLength, type } = field;
  return (
    <Field id={`shared-${id}`} label={label}>
      {(control) =>
        choices ? (
          <Select key={value} {...control} name={`shared.${id}`} defaultValue={value}>
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...control}
            name={`shared.${id}`}
            defaultValue={value}
            placeholder={placeholder}
            maxLength={maxLength}
            inputMode={type === 'number' ? 'numeric' : undefined}
          />
        )
      }
    </Field>
  );
}

export function OptionSelect({ option, value }: { option: OptionField; value: string }) {
  return (
    <Field id={`option-${option.id}`} label={option.label}>
      {(control) => (
        <Select key={value} {...control} name={`options.${option.id}`} defaultValue={value}>
          {option.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Options and model, the same for all rows; out of the way until somebody wants them. */
export function Choices({ tool, values }: ChoicesProps) {
  const t = useTranslations('batches.form');
  return (
    <details className="group rounded-control border border-line" open={tool.options.length > 0}>
      <summary className="flex cursor-pointer items-center justify-between px-4 font-semibold tap">
        {t('options')}
        <span aria-hidden className="text-muted transition-transform group-open:rotate-90 rtl:-scale-x-100">
          ›
        </span>
      </summary>
      <div className="grid gap-4 px-4 pb-4 sm:grid-cols-2">
        {tool.options.map((option) => (
          <OptionSelect key={option.id} option={option} value={values[`options.${option.id}`] ?? option.default} />
        ))}
        <Field id="batch-model" label={t('model')}>
          {(control) => (
            <Select key={values.model} {...control} name="model" defaultValue={values.model ?? 'auto'}>
              <option value="auto">{t('auto')}</option>
              {tool.models.map(({ id, label, price }) => (
                <option key={id} value={id}>
                  {t('modelPrice', { label, price })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field id="batch-name" label={t('name')}>
          {(control) => (
            <Input
              {...control}
              name="name"
              maxLength={120}
              defaultValue={values.name ?? ''}
              placeholder={t('namePlaceholder')}
            />
          )}
        </Field>
      </div>
    </details>
  );
}
