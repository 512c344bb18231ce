'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { InputControl } from './fields';
import type { FileDesk } from './file/file-field';
import type { Problem } from './problem';
import type { InputField, ToolPageTool, ToolValues } from './types';
import type { FieldFault } from './values';

interface InputFieldsProps {
  tool: Pick<ToolPageTool, 'fields'>;
  values: ToolValues;
  faults: Record<string, FieldFault>;
  problem: Problem | null;
  files?: FileDesk;
  /** What the run on screen was asked with. */
  asked?: ToolValues | null;
  onChange(values: ToolValues): void;
}

/** Small things that may be left out; longer texts and files are seldom left out for good, so they stay in sight. */
export function isAside(field: InputField): boolean {
  const small = field.type === 'number' || (field.type !== 'file' && !field.multiline);
  return small && !field.required && field.default === undefined;
}

/** The fields of a tool; what most people leave alone stands behind "More". */
export function InputFields({ tool, values, faults, problem, files, asked, onChange }: InputFieldsProps) {
  const t = useTranslations('tool.form');
  const serverError = (id: string) => problem?.fields.find((field) => field.path === `input.${id}`)?.message;
  const control = (field: InputField) => (
    <InputControl
      key={field.id}
      field={field}
      value={values.input[field.id] ?? ''}
      fault={faults[field.id]}
      serverError={serverError(field.id)}
      files={files}
      last={asked?.input[field.id]}
      onChange={(text) => onChange({ ...values, input: { ...values.input, [field.id]: text } })}
    />
  );
  const aside = tool.fields.filter(isAside);
  // Once open it stays so: emptying a field must not fold it away under the fingers.
  const [opened, setOpened] = useState(false);
  const wanted = aside.some(
    ({ id }) => (values.input[id] ?? '') !== '' || faults[id] !== undefined || serverError(id) !== undefined,
  );
  return (
    <>
      {tool.fields.filter((field) => !isAside(field)).map(control)}
      {aside.length > 0 && (
        <details
          className="group rounded-control"
          open={opened || wanted}
          onToggle={(event) => setOpened(event.currentTarget.open)}
        >
          <summary className="inline-flex items-center gap-2 rounded-control pe-3 text-sm font-semibold text-muted tap hover:text-ink">
            <SlidersHorizontal aria-hidden className="size-4" />
            {t('more', { names: aside.map(({ label }) => label).join(', ') })}
          </summary>
          <div className="mt-1 grid gap-3 border-s-2 border-line ps-4">{aside.map(control)}</div>
        </details>
      )}
    </>
  );
}
