'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { formAnswer } from '@/app/_shell/form-answer';
import { campaignPatch } from '@/components/admin/campaigns/form-values';
import { EMPTY_FORM, type FormState } from '@/components/ui/form-state';
import { createCampaign, deleteCampaign, setCampaignState, updateCampaign, type CampaignInput } from '@/lib/ads';
import { defineAction } from '@/lib/http';
import { mergePatch } from '@/lib/settings';
import { campaignStateActionSpec, saveCampaignActionSpec } from './_specs/campaigns';

const saveOne = defineAction(saveCampaignActionSpec, async ({ ctx, fields }) => {
  const patch = campaignPatch(fields);
  const { id } = fields;
  // Of a new one the checks are the verb's.
  if (id === undefined) return { made: await createCampaign({ ctx, input: mergePatch({}, patch) as CampaignInput }) };
  await updateCampaign({ ctx, input: { id, patch } });
  revalidatePath('/admin/campaigns', 'layout');
  return { made: null };
});

export async function saveCampaignAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminCampaigns.form');
  const result = await saveOne(form);
  if (result.ok && result.data.made) redirect(`/admin/campaigns/${result.data.made.id}?created=1`);
  return formAnswer(form, result, t('saved'), t('wrong'));
}

const moveOne = defineAction(campaignStateActionSpec, async ({ ctx, fields: { id, to } }) => {
  const after =
    to === 'gone'
      ? await deleteCampaign({ ctx, input: { id } })
      : await setCampaignState({ ctx, input: { id, state: to } });
  revalidatePath('/admin/campaigns', 'layout');
  return after;
});

export async function campaignStateAction(_previous: FormState, form: FormData): Promise<FormState> {
  const t = await getTranslations('adminCampaigns.state.said');
  const result = await moveOne(form);
  if (result.ok && result.data === null) redirect('/admin/campaigns');
  if (!result.ok) return { ...EMPTY_FORM, message: result.error.detail };
  return { ...EMPTY_FORM, ok: true, message: result.data && t(result.data.state) };
}
