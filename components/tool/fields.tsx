'use client';

import { useTranslations } from 'next-intl';
import { Field, Input, Select, Textarea, cx } from '@/components/ui';
import { inputName, optionName } from './form-values';
import type { InputField, OptionField } from './types';
import type { FieldFault } from './values';

interface InputControlProps {
  field: InputField;
  value: string;
  fault: FieldFault | undefined;
  /** The server's word about this field. */
  serverError: string | undefined;
  onChange(value: string): void;
}

/** Choices are proposals: a value of the user's own stays in the list. */
function choicesWith(field: InputField, value: string) {
  const choices = field.choices ?? [];
  return value === '' || choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: value }];
}

/** One field of the input, drawn from its definition, with its count and limit. */
export function InputControl({ field, value, fault, serverError, onChange }: InputControlProps) {
  const t = useTranslations('tool.form');
  const over = value.trim().length > field.maxLength;
  const error =
    fault?.kind === 'empty' ? t('empty') : fault ? t('tooLong', { over: fault.over, max: fault.max }) : serverError;
  const counted = field.choices === undefined;
  return (
    <Field
      id={`field-${field.id}`}
      label={field.label}
      error={error}
      aside={
        counted && (
          <span className={cx('tabular-nums', over && 'font-semibold text-bad')}>
            {t('counter', { count: value.length, max: field.maxLength })}
          </span>
        )
      }
    >
      {(control) => {
        const shared = { ...control, name: inputName(field.id), value };
        if (field.choices) {
          return (
            <Select {...shared} onChange={(event) => onChange(event.target.value)}>
              {choicesWith(field, value).map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </Select>
          );
        }
        const typed = { ...shared, placeholder: field.placeholder, required: field.required };
        if (!field.multiline) return <Input {...typed} onChange={(event) => onChange(event.target.value)} />;
        return (
          <Textarea
            {...typed}
            rows={6}
            className="max-h-[26rem] min-h-36! lg:min-h-40!"
            onChange={(event) => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
}

/** One option as a select. */
export function OptionControl({
  option,
  value,
  onChange,
}: {
  option: OptionField;
  value: string;
  onChange(value: string): void;
}) {
  return (
    <Field id={`option-${option.id}`} label={option.label}>
      {(control) => (
        <Select
          {...control}
          name={optionName(option.id)}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
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
