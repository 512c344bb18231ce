'use client';

import { useRouter } from 'next/navigation';
import { Countdown } from '@/components/ui/countdown';

/** Counts down, and then asks for the page anew: what it waited for is there. */
export function CountdownIsland({ seconds }: { seconds: number }) {
  const router = useRouter();
  return <Countdown seconds={seconds} onEnd={() => router.refresh()} />;
}
