import { useTranslations } from 'next-intl';
import { Field } from '@/components/ui/field';
import type { FormState } from '@/components/ui/form-state';
import { Checkbox, Input, Select, Textarea } from '@/components/ui/input';
import { POLICIES } from './settings-fields';

interface Shown {
  state: FormState;
  values: Record<string, string>;
}

function Policy({ state, values }: Shown) {
  const t = useTranslations('admin.settings.policy');
  const value = values['routing.policy'];
  return (
    <Field id="routing.policy" label={t('label')} hint={t('hint')} error={state.errors['routing.policy']}>
      {(control) => (
        // A form that React resets takes a select back to what it was made with: a new value makes a new one.
        <Select {...control} key={value} name="routing.policy" defaultValue={value}>
          {POLICIES.map((policy) => (
            <option key={policy} value={policy}>
              {t(policy)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function Race({ state, values }: Shown) {
  const t = useTranslations('admin.settings');
  return (
    <div className="grid gap-3">
      <div>
        <Checkbox
          name="routing.race.enabled"
          value="true"
          defaultChecked={values['routing.race.enabled'] === 'true'}
          label={t('race')}
        />
        <p className="text-sm text-muted">{t('raceHint')}</p>
      </div>
      <Field
        id="routing.race.leastMs"
        label={t('leastMs')}
        aside={t('units.milliseconds')}
        error={state.errors['routing.race.leastMs']}
        className="sm:max-w-72"
      >
        {(control) => (
          <Input
            {...control}
            name="routing.race.leastMs"
            inputMode="numeric"
            defaultValue={values['routing.race.leastMs']}
            className="tabular-nums"
          />
        )}
      </Field>
    </div>
  );
}

/** Who is asked first, and how much each provider may charge in a day. */
export function RoutingFields(shown: Shown) {
  const t = useTranslations('admin.settings');
  const { state, values } = shown;
  return (
    <fieldset className="min-w-0 rounded-card border border-line bg-surface p-5 sm:p-6">
      <legend className="float-start mb-1 w-full font-display text-lg font-bold">{t('groups.routing.title')}</legend>
      <p className="clear-both mb-5 text-sm text-muted">{t('groups.routing.lead')}</p>
      <div className="grid gap-5">
        <Policy {...shown} />
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <Field id="routing.order" label={t('routing')} hint={t('routingHint')} error={state.errors['routing.order']}>
            {(control) => (
              <Textarea
                {...control}
                name="routing.order"
                defaultValue={values['routing.order']}
                rows={6}
                className="font-mono text-sm"
              />
            )}
          </Field>
          <Field
            id="routing.dailySpendUsd"
            label={t('spend')}
            hint={t('spendHint')}
            error={state.errors['routing.dailySpendUsd']}
          >
            {(control) => (
              <Textarea
                {...control}
                name="routing.dailySpendUsd"
                defaultValue={values['routing.dailySpendUsd']}
                rows={6}
                spellCheck={false}
                placeholder="openai = 20"
                className="font-mono text-sm"
              />
            )}
          </Field>
        </div>
        <Race {...shown} />
      </div>
    </fieldset>
  );
}
