'use client';

import { useRouter } from 'next/navigation';
import { runClient } from '@/app/_client/run-client';
import { LiveOutput, type LiveOutputProps } from '@/components/runs/live-output';

/** A run under way with the wire in its hands. */
export function LiveIsland({ found }: Pick<LiveOutputProps, 'found'>) {
  const router = useRouter();
  return <LiveOutput found={found} client={runClient} onOver={() => router.refresh()} />;
}
