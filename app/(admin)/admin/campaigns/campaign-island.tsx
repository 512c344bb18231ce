'use client';

import { CampaignForm, type CampaignFormProps } from '@/components/admin/campaigns/campaign-form';
import type { SendMedia } from '@/components/admin/campaigns/media-field';
import { problemOf } from '@/app/_client/call-api';
import type { CampaignMedia } from '@/lib/ads/types';

const send: SendMedia = async (file) => {
  const body = new FormData();
  body.append('file', file, file.name);
  const response = await fetch('/api/admin/campaigns/media', { method: 'POST', body }).catch(() => null);
  if (response === null) return { ok: false, code: 'offline' };
  if (!response.ok) return { ok: false, code: (await problemOf(response)).code };
  const { media } = (await response.json()) as { media: CampaignMedia };
  return { ok: true, media };
};

/** The form of a campaign with the wire in its hands. */
export function CampaignIsland(props: Omit<CampaignFormProps, 'send'>) {
  return <CampaignForm {...props} send={send} />;
}
