'use client';

import { Dices, Repeat2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button, Input } from '@/components/ui';
import type { ControlProps } from '@/components/ui/field';
import { inputName } from './form-values';
import type { InputField } from './types';

/** A range too wide to choose from with a meaning: any number of it is as good as another. */
const WIDE = 1_000;
/** No wider than people can read out to each other. */
const LARGEST_THROW = 999_999;

const isWide = ({ min = 0, max = Infinity }: InputField): boolean => max - min >= WIDE;

function thrown({ min = 0, max = Infinity }: InputField): number {
  const top = Math.min(max, LARGEST_THROW);
  return min + Math.floor(Math.random() * (top - min + 1));
}

interface NumberControlProps {
  field: InputField;
  control: ControlProps;
  value: string;
  /** What the run on screen had here. */
  last?: string;
  onChange(value: string): void;
}

/** A whole number; where any will do, dice throw one, and the last run's can be had again. */
export function NumberControl({ field, control, value, last, onChange }: NumberControlProps) {
  const t = useTranslations('tool.form');
  const wide = isWide(field);
  return (
    <div className="flex gap-2">
      <Input
        {...control}
        type="number"
        inputMode="numeric"
        step={1}
        min={field.min}
        max={field.max}
        name={inputName(field.id)}
        value={value}
        placeholder={field.placeholder}
        required={field.required}
        onChange={(event) => onChange(event.target.value)}
      />
      {wide && (
        <Button
          variant="secondary"
          className="px-0!"
          aria-label={t('dice', { field: field.label })}
          title={t('dice', { field: field.label })}
          onClick={() => onChange(String(thrown(field)))}
        >
          <Dices aria-hidden className="size-5" />
        </Button>
      )}
      {wide && last !== undefined && last !== '' && last !== value && (
        <Button variant="secondary" className="shrink-0 px-3!" onClick={() => onChange(last)}>
          <Repeat2 aria-hidden className="size-4" />
          {t('sameAgain', { value: last })}
        </Button>
      )}
    </div>
  );
}
