'use client';

import { Undo2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode, RefObject } from 'react';
import { Card } from '@/components/ui';
import { Examples } from './examples';
import { OptionControl } from './fields';
import type { FileDesk } from './file/file-field';
import { InputFields } from './input-fields';
import { ModelPicker } from './model-picker';
import type { Problem } from './problem';
import { useHydrated } from './use-hydrated';
import type { ToolPageTool, ToolValues } from './types';
import { withExample, type FieldFault } from './values';

interface ToolFormProps {
  tool: ToolPageTool;
  values: ToolValues;
  restored: boolean;
  faults: Record<string, FieldFault>;
  problem: Problem | null;
  /** The server action: what the form does before any script has loaded. */
  action: (form: FormData) => Promise<void>;
  pressKey: string;
  formRef: RefObject<HTMLFormElement | null>;
  files: FileDesk;
  /** What the run on screen was asked with; null before the first one. */
  asked: ToolValues | null;
  onChange(values: ToolValues): void;
  /** Returns false where the form should go its plain way to the server action. */
  onSubmit(): boolean;
  children: ReactNode;
}

/** The left side of the workbench: a real form, with or without script. `children` is the bar that starts it. */
export function ToolForm({ formRef, ...props }: ToolFormProps) {
  const { tool, values, faults, problem, onChange } = props;
  const t = useTranslations('tool.form');
  const hydrated = useHydrated();
  const setOption = (id: string, value: string) => onChange({ ...values, options: { ...values.options, [id]: value } });
  return (
    <form
      ref={formRef}
      action={props.action}
      aria-label={t('label')}
      // Without script the browser checks; with it the faults stand beside their fields.
      noValidate={hydrated}
      onSubmit={(event) => {
        if (props.onSubmit()) event.preventDefault();
      }}
    >
      <Card className="grid gap-5 pb-0! sm:pb-0!">
        <input type="hidden" name="toolId" value={tool.id} />
        <input type="hidden" name="pressKey" value={props.pressKey} />
        {props.restored && (
          <p role="status" className="flex items-center gap-2 text-sm text-muted">
            <Undo2 aria-hidden className="size-4 shrink-0" />
            {t('draftBack')}
          </p>
        )}
        <div className="grid gap-3">
          <InputFields {...{ tool, values, faults, problem, onChange }} files={props.files} asked={props.asked} />
          <Examples inCard examples={tool.examples} onPick={(example) => onChange(withExample(values, example))} />
        </div>
        {/* The legend is the first child: an even last one stands alone in its row. */}
        <fieldset className="grid grid-cols-2 gap-3 *:last:even:col-span-2 sm:gap-4">
          <legend className="sr-only">{t('options')}</legend>
          {tool.options.map((option) => (
            <OptionControl
              key={option.id}
              option={option}
              value={values.options[option.id] ?? option.default}
              onChange={(value) => setOption(option.id, value)}
            />
          ))}
          <ModelPicker tool={tool} values={values} onChange={onChange} />
        </fieldset>
        {props.children}
      </Card>
    </form>
  );
}
