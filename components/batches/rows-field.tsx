'use client';

import { FileUp } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { buttonClass } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/input';
import type { BatchTool } from './types';

/** What a form may carry. */
const MEGABYTES = 4;

/** What a table's first line may name. */
function Columns({ fields }: Pick<BatchTool, 'fields'>) {
  const t = useTranslations('batches.form');
  return (
    <p className="flex flex-wrap items-center gap-1.5 text-sm text-muted">
      {t('columns')}
      {fields.map(({ id, required, default: usual }) => (
        <span
          key={id}
          className="inline-flex items-center gap-1 rounded-md bg-kind-soft px-2 py-0.5 font-mono text-[0.8125rem] text-kind-ink"
        >
          {id}
          {required && usual === undefined && <span className="font-sans font-semibold">· {t('required')}</span>}
        </span>
      ))}
    </p>
  );
}

interface RowsFieldProps {
  tool: BatchTool;
  text: string;
  most: number;
  hydrated: boolean;
  onChange(): void;
}

/** Where rows are pasted, or read in from a file; both end up in the same place, to be looked at and mended. */
export function RowsField({ tool, text, most, hydrated, onChange }: RowsFieldProps) {
  const t = useTranslations('batches.form');
  const area = useRef<HTMLTextAreaElement>(null);
  const [said, setSaid] = useState('');
  const main = tool.fields.find(({ required }) => required) ?? tool.fields[0];
  const take = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file || !area.current) return;
    if (file.size > MEGABYTES * 1_000_000) {
      input.value = '';
      return setSaid(t('tooLarge', { megabytes: MEGABYTES }));
    }
    area.current.value = await file.text();
    // It stands in the text now, and must not come along a second time.
    input.value = '';
    const name = input.form?.elements.namedItem('name');
    if (name instanceof HTMLInputElement && name.value === '') name.value = file.name.replace(/\.\w+$/, '');
    setSaid(t('uploaded', { name: file.name }));
    onChange();
  };
  return (
    <div className="grid gap-3">
      <Field id="batch-text" label={t('rows')} hint={t('hint', { most })}>
        {(control) => (
          <Textarea
            {...control}
            ref={area}
            name="text"
            rows={9}
            defaultValue={text}
            onChange={() => {
              setSaid('');
              onChange();
            }}
            placeholder={t('placeholder', {
              field: main?.label.toLowerCase() ?? '',
              columns: tool.fields.map(({ id }) => id).join(', '),
            })}
            className="max-h-[26rem] min-h-56! font-mono text-sm!"
            spellCheck={false}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <label
          className={buttonClass(
            { variant: 'secondary' },
            'cursor-pointer focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-accent',
          )}
        >
          <FileUp aria-hidden className="size-4.5" />
          {t('upload')}
          <input
            type="file"
            name="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            className={hydrated ? 'sr-only' : 'max-w-48 text-sm'}
            onChange={(event) => void take(event.currentTarget)}
          />
        </label>
        <p role="status" className="text-sm text-muted">
          {said}
        </p>
      </div>
      <Columns fields={tool.fields} />
    </div>
  );
}
