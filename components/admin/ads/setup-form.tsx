'use client';

import { useFormatter, useTranslations } from 'next-intl';
import { useActionState, type ReactNode } from 'react';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Card, CardHeader } from '@/components/ui/card';
import { EMPTY_FORM, typedOf, type FormState, type FormStateAction } from '@/components/ui/form-state';
import type { AdSetup, DisplaySetup } from '@/lib/ads/types';
import { BoxField } from '../box-field';
import { LineField } from '../line-field';
import { LinesField } from '../lines-field';
import { SaveBar } from '../save-bar';
import { useWrongField } from '../use-wrong-field';
import { SellersFiles } from './sellers-files';
import { CHILDREN_FIELD, DISPLAY_FIELD, SCRIPT_FIELD, SELLERS_FIELD, SLOT_FIELD, type SetupRules } from './setup-patch';

interface PartProps {
  rules: SetupRules;
  setup: AdSetup;
  state: FormState;
}

function Part({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-4 border-t border-line py-5">
      <legend className="float-start w-full font-display text-base font-bold">{title}</legend>
      <p className="clear-both -mt-3 max-w-prose text-muted">{lead}</p>
      {children}
    </fieldset>
  );
}

function Sellers({ rules, setup, state }: PartProps) {
  const t = useTranslations('adminAds.setup');
  const format = useFormatter();
  const lines = typedOf(state)?.[SELLERS_FIELD] ?? rules.adsTxt.join('\n');
  return (
    <Part title={t('sellers')} lead={t('sellersLead')}>
      {setup.missing.length > 0 && <Alert tone="warn">{t('missing', { sellers: format.list(setup.missing) })}</Alert>}
      <LinesField
        name={SELLERS_FIELD}
        label={t('lines')}
        hint={t('linesHint')}
        lines={lines}
        error={state.errors[SELLERS_FIELD]}
        rows={3}
        placeholder={t('linesExample')}
      />
      <SellersFiles files={setup.files} />
    </Part>
  );
}

function Consent({ rules, setup, state }: PartProps) {
  const t = useTranslations('adminAds.setup');
  const format = useFormatter();
  const { partners } = setup;
  const script = typedOf(state)?.[SCRIPT_FIELD] ?? rules.consent.cmpScriptUrl;
  const lead = partners.length > 0 ? t('asked', { partners: format.list(partners) }) : t('nobodyAsked');
  return (
    <Part title={t('consent')} lead={lead}>
      <LineField
        name={SCRIPT_FIELD}
        label={t('script')}
        hint={t('scriptHint')}
        value={script}
        error={state.errors[SCRIPT_FIELD]}
        inputMode="url"
        spellCheck={false}
        placeholder="https://"
      />
      <BoxField
        name={CHILDREN_FIELD}
        on={rules.consent.childDirected}
        label={t('children')}
        hint={t('childrenHint')}
        state={state}
      />
    </Part>
  );
}

const TONES = { on: 'good', switched_off: 'neutral', no_account: 'warn', no_slot: 'warn' } as const;

function Unit({ unit: { network, account, state } }: { unit: DisplaySetup }) {
  const t = useTranslations('adminAds.setup');
  return (
    <li className="rounded-control border border-line p-3.5">
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
        {t(`units.${network}`)}
        <Badge tone={TONES[state]}>{t(`states.${state}`)}</Badge>
      </p>
      <p className="mt-1 text-sm wrap-anywhere text-muted">{t(`means.${state}`, { account })}</p>
    </li>
  );
}

function Display({ rules, setup, state }: PartProps) {
  const t = useTranslations('adminAds.setup');
  const slot = typedOf(state)?.[SLOT_FIELD] ?? rules.display.adsenseSlot;
  return (
    <Part title={t('display')} lead={t('displayLead')}>
      <ul className="grid gap-3 sm:grid-cols-2">
        {setup.display.map((unit) => (
          <Unit key={unit.network} unit={unit} />
        ))}
      </ul>
      <div className="grid items-start gap-x-6 gap-y-4 sm:grid-cols-2">
        <LineField
          name={SLOT_FIELD}
          label={t('slot')}
          hint={t('slotHint')}
          value={slot}
          error={state.errors[SLOT_FIELD]}
          inputMode="numeric"
        />
        <div className="sm:pt-6.5">
          <BoxField
            name={DISPLAY_FIELD}
            on={rules.display.enabled}
            label={t('show')}
            hint={t('showHint')}
            state={state}
          />
        </div>
      </div>
    </Part>
  );
}

interface SetupFormProps {
  action: FormStateAction;
  rules: SetupRules;
  setup: AdSetup;
}

/** Who may sell the hub's places, how visitors are asked, and display units; all of it is saved together or not at all. */
export function SetupForm({ action, rules, setup }: SetupFormProps) {
  const t = useTranslations('adminAds.setup');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const form = useWrongField(state);
  const part = { rules, setup, state };
  return (
    <Card id="setup" className="scroll-mt-24">
      <CardHeader title={t('title')} />
      <p className="-mt-2 mb-5 max-w-prose text-muted">{t('lead')}</p>
      <form ref={form} action={formAction} noValidate>
        <Sellers {...part} />
        <Consent {...part} />
        <Display {...part} />
        <SaveBar state={state} label={t('save')} />
      </form>
    </Card>
  );
}
