'use client';

import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { Field, Input, Select, Textarea, cx } from '@/components/ui';
import type { ControlProps } from '@/components/ui/field';
import type { FileDesk } from './file/file-field';
import { inputName, optionName } from './form-values';
import { NumberControl } from './number-control';
import type { InputField, OptionField } from './types';
import type { FieldFault } from './values';

/** Few tools take files. */
const FileField = dynamic(() => import('./file/file-field').then((module) => module.FileField));

interface InputControlProps {
  field: InputField;
  value: string;
  fault: FieldFault | undefined;
  /** The server's word about this field. */
  serverError: string | undefined;
  /** Absent where nobody uploads. */
  files?: FileDesk;
  /** What the run on screen had here. */
  last?: string;
  onChange(value: string): void;
}

/** Choices are proposals: a value of the user's own stays in the list. */
function choicesWith(field: InputField, value: string) {
  const choices = field.choices ?? [];
  return value === '' || choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: value }];
}

/** What is wrong with a field, in words. */
function useFaultWords(): (fault: FieldFault) => string {
  const t = useTranslations('tool.form');
  return (fault) => {
    switch (fault.kind) {
      case 'empty':
        return t('empty');
      case 'tooLong':
        return t('tooLong', { over: fault.over, max: fault.max });
      case 'notWhole':
        return t('notWhole');
      case 'outside':
        return t('outside', { min: fault.min, max: fault.max });
    }
  };
}

/** What is no longer than this is asked rather than written. */
const QUESTION = 1_000;

/** What is typed: one line, several, or one of some choices. */
function TextControl({ field, control, value, onChange }: InputControlProps & { control: ControlProps }) {
  const shared = { ...control, name: inputName(field.id), value };
  if (field.choices)
    return (
      <Select {...shared} onChange={(event) => onChange(event.target.value)}>
        {choicesWith(field, value).map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </Select>
    );
  const typed = { ...shared, placeholder: field.placeholder, required: field.required };
  const large = field.required && field.maxLength > QUESTION;
  if (!field.multiline) return <Input {...typed} onChange={(event) => onChange(event.target.value)} />;
  return (
    <Textarea
      {...typed}
      rows={large ? 6 : 3}
      className={cx('max-h-[26rem]', large ? 'min-h-36! lg:min-h-40!' : 'min-h-20!')}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Beside the label: how much is typed, or that nothing need be. */
function Aside({ field, value }: Pick<InputControlProps, 'field' | 'value'>) {
  const t = useTranslations('tool.form');
  const counted = field.choices === undefined && field.type !== 'number';
  const over = value.trim().length > field.maxLength;
  // An empty count of what need not be typed is noise.
  if (!field.required && field.default === undefined && value === '') return t('optional');
  if (!counted) return null;
  return (
    <span className={cx('tabular-nums', over && 'font-semibold text-bad')}>
      {t('counter', { count: value.length, max: field.maxLength })}
    </span>
  );
}

/** One field of the input, drawn from its definition, with its count and limit. */
export function InputControl(props: InputControlProps) {
  const { field, fault, serverError, files } = props;
  const words = useFaultWords();
  if (field.type === 'file') return files ? <FileField {...props} desk={files} /> : null;
  return (
    <Field
      id={`field-${field.id}`}
      label={field.label}
      hint={field.hint}
      error={fault ? words(fault) : serverError}
      aside={<Aside {...props} />}
    >
      {(control) =>
        field.type === 'number' ? (
          <NumberControl {...props} control={control} />
        ) : (
          <TextControl {...props} control={control} />
        )
      }
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
