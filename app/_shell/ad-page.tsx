import { headers } from 'next/headers';
import { AdDocument } from '@/components/ads/consent/ad-document';
import type { AdDocumentState } from '@/components/ads/consent/ad-window';
import { CmpBridge } from '@/components/ads/consent/cmp-bridge';
import { adDocumentScript } from '@/components/ads/consent/document-script';
import type { Ctx } from '@/lib/context';
import { consentSignals } from '@/lib/format';
import { adPolicyOf } from '@/lib/http/edge';
import { pageCtx } from './page';

/** How long tags wait for a consent platform that has not answered yet, milliseconds. */
const WAIT_MS = 500;

function stateOf(ctx: Ctx, path: string): AdDocumentState {
  const { actor, consent, adAccounts: accounts } = ctx;
  const policy = adPolicyOf({ path, accounts, ads: ctx.settings.current().ads, consent });
  if (!policy?.isOpen || ('plan' in actor && actor.plan === 'premium')) return 'strict';
  return policy.evaluates ? 'tags' : 'asks';
}

/**
 * Stands first on every page that may load something of an ad network: says in the document what tags may do, before any
 * of them, brings the consent platform, and keeps this document apart from those of other pages.
 */
export async function AdPage({ path }: { path: string }) {
  const [{ ctx }, head] = await Promise.all([pageCtx(), headers()]);
  const state = stateOf(ctx, path);
  const { childDirected, cmpScriptUrl } = ctx.settings.current().ads.consent;
  const signals = consentSignals(ctx.consent, { childDirected });
  const script = adDocumentScript({ state, signals, waitMs: cmpScriptUrl ? WAIT_MS : undefined });
  return (
    <>
      {state !== 'strict' && (
        <script
          nonce={head.get('x-nonce') ?? undefined}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: script }}
        />
      )}
      <AdDocument state={state} />
      {state !== 'strict' && cmpScriptUrl && <CmpBridge src={cmpScriptUrl} />}
    </>
  );
}
