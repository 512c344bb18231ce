'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Field } from '@/components/ui/field';
import { EMPTY_FORM, type FormState, type FormStateAction } from '@/components/ui/form-state';
import { Checkbox, Input, Select, Textarea } from '@/components/ui/input';
import { RoutingFields } from './routing-fields';
import { SaveBar } from './save-bar';
import { SETTING_GROUPS, type SettingChoice, type SettingField, type SettingGroup } from './settings-fields';
import { useWrongField } from './use-wrong-field';

interface Shown {
  state: FormState;
  values: Record<string, string>;
}

/** Message keys cannot hold dots. */
const key = (path: string) =>
  path.replaceAll('.', '_') as Parameters<ReturnType<typeof useTranslations<'admin.settings.fields'>>>[0];

function NumberField({ field, state, values }: { field: SettingField } & Shown) {
  const t = useTranslations('admin.settings');
  const names = useTranslations('admin.settings.fields');
  return (
    <Field
      id={field.path}
      label={names(key(field.path))}
      aside={t(`units.${field.unit}`)}
      error={state.errors[field.path]}
    >
      {(control) => (
        <Input
          {...control}
          name={field.path}
          inputMode={field.optional ? undefined : 'decimal'}
          defaultValue={values[field.path]}
          placeholder={field.optional ? t('byDefault', { days: field.byDefault ?? 'never' }) : undefined}
          required={!field.optional}
          className="tabular-nums"
        />
      )}
    </Field>
  );
}

function ChoiceField({ choice, state, values }: { choice: SettingChoice } & Shown) {
  const t = useTranslations('admin.settings.mode');
  return (
    <Field id={choice.path} label={t('label')} hint={t('hint')} error={state.errors[choice.path]} className="mb-4">
      {(control) => (
        // A form that React resets takes a select back to what it was made with: a new value makes a new one.
        <Select {...control} key={values[choice.path]} name={choice.path} defaultValue={values[choice.path]}>
          {choice.values.map((value) => (
            <option key={value} value={value}>
              {t(value)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Group({ group, ...shown }: { group: SettingGroup } & Shown) {
  const t = useTranslations('admin.settings.groups');
  return (
    <fieldset className="min-w-0 rounded-card border border-line bg-surface p-5 sm:p-6">
      <legend className="float-start mb-1 w-full font-display text-lg font-bold">{t(`${group.id}.title`)}</legend>
      <p className="clear-both mb-5 text-sm text-muted">{t(`${group.id}.lead`)}</p>
      {group.choice && <ChoiceField choice={group.choice} {...shown} />}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {group.fields.map((field) => (
          <NumberField key={field.path} field={field} {...shown} />
        ))}
      </div>
    </fieldset>
  );
}

function Others({ state, values }: Shown) {
  const t = useTranslations('admin.settings');
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-5 rounded-card border border-line bg-surface p-5 sm:p-6">
      <legend className="float-start w-full font-display text-lg font-bold">{t('groups.others.title')}</legend>
      <Field
        id="prices.overrides"
        label={t('overrides')}
        hint={t('overridesHint')}
        error={state.errors['prices.overrides']}
      >
        {(control) => (
          <Textarea
            {...control}
            name="prices.overrides"
            defaultValue={values['prices.overrides']}
            rows={5}
            spellCheck={false}
            className="font-mono text-sm"
          />
        )}
      </Field>
      <div>
        {/* An unchecked box sends nothing; this says that it was there. */}
        <input type="hidden" name="limits.present" value="true" />
        <Checkbox
          name="limits.enabled"
          value="true"
          defaultChecked={values['limits.enabled'] === 'true'}
          label={t('limits')}
        />
        <p className="text-sm text-muted">{t('limitsHint')}</p>
      </div>
    </fieldset>
  );
}

/** All settings in one form; wrong members are named at their field and nothing is changed then. */
export function SettingsForm({ action, current }: { action: FormStateAction; current: Record<string, string> }) {
  const t = useTranslations('admin.settings');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const form = useWrongField(state);
  const shown: Shown = { state, values: { ...current, ...state.values } };
  return (
    <form ref={form} action={formAction} className="grid gap-5" noValidate>
      {SETTING_GROUPS.map((group) => (
        <Group key={group.id} group={group} {...shown} />
      ))}
      <RoutingFields {...shown} />
      <Others {...shown} />
      <SaveBar state={state} label={t('save')} sticky />
    </form>
  );
}
