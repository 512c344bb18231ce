'use client';

import { useTranslations } from 'next-intl';
import { useActionState } from 'react';
import { Alert } from '@/components/ui/alert';
import { buttonClass } from '@/components/ui/button';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';
import type { CampaignState } from '@/lib/ads/types';

interface StateButtonsProps {
  action: FormStateAction;
  id: string;
  state: CampaignState;
}

/** A button that asks before it does what cannot be taken back: folded, so that it works before any script. */
function Final({ state }: { state: CampaignState }) {
  const t = useTranslations('adminCampaigns.state');
  const isDraft = state === 'draft';
  return (
    <details className="group grid justify-items-start open:w-full">
      <summary className={buttonClass({ variant: 'danger' }, 'group-open:hidden')}>
        {t(isDraft ? 'delete' : 'end')}
      </summary>
      <div className="grid w-full justify-items-start gap-3 rounded-control border border-bad/40 bg-bad-soft p-4">
        <p className="font-medium">{t(isDraft ? 'deleteAsk' : 'endAsk')}</p>
        <SubmitButton name="to" value="gone" variant="danger">
          {t(isDraft ? 'deleteYes' : 'endYes')}
        </SubmitButton>
      </div>
    </details>
  );
}

/** Live, paused, over: what may follow on the state a campaign is in. */
export function StateButtons({ action, id, state }: StateButtonsProps) {
  const t = useTranslations('adminCampaigns.state');
  const [said, formAction] = useActionState(action, EMPTY_FORM);
  if (state === 'ended') return <Alert>{t('over')}</Alert>;
  return (
    <form action={formAction} className="flex flex-wrap items-start gap-3">
      <input type="hidden" name="id" value={id} />
      {state === 'live' ? (
        <SubmitButton name="to" value="paused" variant="secondary">
          {t('pause')}
        </SubmitButton>
      ) : (
        <SubmitButton name="to" value="live">
          {t(state === 'draft' ? 'live' : 'resume')}
        </SubmitButton>
      )}
      <Final key={state} state={state} />
      {said.message && (
        <Alert tone={said.ok ? 'good' : 'bad'} role={said.ok ? 'status' : 'alert'} className="w-full">
          {said.message}
        </Alert>
      )}
    </form>
  );
}
