'use client';

import { useTranslations } from 'next-intl';
import { useActionState, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { EMPTY_FORM, type FormStateAction } from '@/components/ui/form-state';
import { SubmitButton } from '@/components/ui/submit-button';
import type { CampaignMedia } from '@/lib/ads/types';
import { useWrongField } from '../use-wrong-field';
import { Part, Question, When, Who, Word, Words, type Shown } from './form-parts';
import { previewOf, type FormValues } from './form-values';
import { MEDIA_FORM, MediaField, type SendMedia } from './media-field';
import { CampaignPreview } from './preview';

export interface CampaignFormProps {
  action: FormStateAction;
  /** Null for one that is not made yet. */
  id: string | null;
  /** As `campaignValues` makes them. */
  values: FormValues;
  media: CampaignMedia | null;
  refused?: string | undefined;
  /** Weight of a built-in ad, to compare with. */
  builtIn: number;
  send: SendMedia;
}

/** Everything that stands in the form now. */
function typedIn(form: HTMLFormElement): FormValues {
  return Object.fromEntries(
    [...new FormData(form).entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/**
 * A house ad as it is made, with what the player will show beside it. Wrong fields are named, nothing is saved then, and what
 * was typed stays.
 */
export function CampaignForm({ action, id, values, media: kept, refused, builtIn, send }: CampaignFormProps) {
  const t = useTranslations('adminCampaigns');
  const [state, formAction] = useActionState(action, EMPTY_FORM);
  const form = useWrongField(state);
  const [typed, setTyped] = useState(values);
  const [media, setMedia] = useState(kept);
  const [isSending, setSending] = useState(false);
  const failed = state.message !== null && !state.ok;
  const shown: Shown = { values: failed ? state.values : values, typed, errors: state.errors };
  const read = () => form.current && setTyped(typedIn(form.current));
  return (
    <div className="grid gap-6">
      <CampaignPreview campaign={previewOf(typed, media, id ?? 'new', t('preview.headline'))} />
      <form
        id={MEDIA_FORM}
        method="post"
        encType="multipart/form-data"
        action={`/api/admin/campaigns/media?for=${id ?? 'new'}`}
        hidden
      />
      <form
        ref={form}
        action={formAction}
        onInput={read}
        noValidate
        className="grid gap-6 rounded-card border border-line bg-surface p-5 sm:p-6"
      >
        {id && <input type="hidden" name="id" value={id} />}
        <Word {...shown} name="name" label={t('form.name')} hint={t('form.nameHint')} most={120} required />
        <Words {...shown} />
        <Part title={t('form.media')}>
          <MediaField
            media={media}
            refused={refused}
            error={state.errors['creative.mediaId']}
            send={send}
            onChange={setMedia}
            isSending={isSending}
            onSending={setSending}
          />
          <Word {...shown} name="creative.alt" label={t('form.alt')} hint={t('form.altHint')} most={160} />
        </Part>
        <Question {...shown} />
        <Who {...shown} />
        <When {...shown} builtIn={builtIn} />
        {state.message && (
          <Alert tone={state.ok ? 'good' : 'bad'} role={state.ok ? 'status' : 'alert'}>
            {state.message}
          </Alert>
        )}
        <SubmitButton size="lg" disabled={isSending} className="justify-self-start max-sm:w-full">
          {t(id ? 'form.save' : 'form.create')}
        </SubmitButton>
      </form>
    </div>
  );
}
