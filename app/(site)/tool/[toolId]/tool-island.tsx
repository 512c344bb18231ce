'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { adClient } from '@/app/_client/ad-client';
import { drawCreative } from '@/app/_client/draw-creative';
import { newIdempotencyKey } from '@/app/_client/idempotency-key';
import { runClient } from '@/app/_client/run-client';
import { uploadClient } from '@/app/_client/upload-client';
import { Workbench, type WorkbenchProps } from '@/components/tool/workbench';

type IslandProps = Pick<
  WorkbenchProps,
  'tool' | 'viewer' | 'draft' | 'firstQuote' | 'autoRunKey' | 'found' | 'firstError' | 'pressKey' | 'action'
>;

/** The workbench with the wire in its hands. */
export function ToolIsland(props: IslandProps) {
  const router = useRouter();
  useEffect(() => {
    // The draft and the reason of a refusal have been read: a reload or a bookmark must not repeat them.
    if (window.location.search !== '') window.history.replaceState(null, '', window.location.pathname);
  }, []);
  return (
    <Workbench
      {...props}
      runs={runClient}
      ads={adClient}
      uploads={uploadClient}
      newKey={newIdempotencyKey}
      draw={drawCreative}
      onBalanceChanged={() => router.refresh()}
    />
  );
}
