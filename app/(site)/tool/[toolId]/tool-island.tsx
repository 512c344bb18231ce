'use client';

import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { adClient } from '@/app/_client/ad-client';
import { drawCreative } from '@/app/_client/draw-creative';
import { newIdempotencyKey } from '@/app/_client/idempotency-key';
import { runClient } from '@/app/_client/run-client';
import { uploadClient } from '@/app/_client/upload-client';
import type { Conversation } from '@/components/tool/chat/turn';
import type { WorkbenchProps } from '@/components/tool/workbench';

// Only one of the two is ever on a page.
const Chat = dynamic(() => import('@/components/tool/chat/chat').then((module) => module.Chat));
const Workbench = dynamic(() => import('@/components/tool/workbench').then((module) => module.Workbench));

interface IslandProps extends Pick<
  WorkbenchProps,
  | 'tool'
  | 'viewer'
  | 'draft'
  | 'firstQuote'
  | 'autoRunKey'
  | 'found'
  | 'firstError'
  | 'megabytes'
  | 'pressKey'
  | 'action'
> {
  /** Of tools that converse; null for all others. */
  conversation: Conversation | null;
}

/**
 * What stands in the address, past the router: told of it, it would fetch the conversation anew with each refresh of the
 * balance, or load the whole page. It keeps the address it came with and puts that back with each refresh.
 */
function showPlace(runId: string | null): void {
  const address = window.location.pathname + (runId ? `?run=${runId}` : '');
  if (window.location.pathname + window.location.search === address) return;
  window.history.replaceState(window.history.state, '', address);
}

/** The workbench, or the conversation, with the wire in its hands. */
export function ToolIsland({ conversation, ...props }: IslandProps) {
  const router = useRouter();
  const [place, setPlace] = useState(conversation?.runs.at(-1)?.id ?? null);
  useEffect(() => {
    // A reload and another device see the same conversation; a draft and the reason of a refusal have been read, and must
    // not be repeated.
    showPlace(place);
  });
  const bench: WorkbenchProps = {
    ...props,
    runs: runClient,
    ads: adClient,
    uploads: uploadClient,
    newKey: newIdempotencyKey,
    draw: drawCreative,
    onBalanceChanged: () => router.refresh(),
  };
  return conversation ? <Chat {...bench} conversation={conversation} onPlace={setPlace} /> : <Workbench {...bench} />;
}
