import { useTranslations } from 'next-intl';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input, Select } from '@/components/ui/input';
import { TASKS } from './model-fields';

interface NewModelProps {
  id: string;
  task: string;
  /** Why the next step cannot be taken. */
  error?: string;
}

/** The first step of adding a model: which, and what it makes. An address, so it works before any script. */
export function NewModel({ id, task, error }: NewModelProps) {
  const t = useTranslations('adminCatalog.form');
  const tasks = useTranslations('adminCatalog.tasks');
  return (
    <form action="/admin/models/add" className="grid gap-5 rounded-card border border-line bg-surface p-5 sm:p-6">
      <Field id="id" label={t('id')} hint={t('idHint')} error={error}>
        {(control) => (
          <Input
            {...control}
            name="id"
            defaultValue={id}
            required
            maxLength={220}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field id="task" label={t('task')}>
        {(control) => (
          <Select key={task} {...control} name="task" defaultValue={task || 'text'} className="max-w-72">
            {TASKS.map((one) => (
              <option key={one} value={one}>
                {tasks(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" size="lg" className="justify-self-start max-sm:w-full">
        {t('next')}
      </Button>
    </form>
  );
}
