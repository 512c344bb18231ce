'use client';

import { useRouter } from 'next/navigation';
import { NothingToWatch } from '@/components/ads/player/nothing-to-watch';
import { Card } from '@/components/ui';

/** In the place of the player while no ad can be watched; when one can, the page is asked for anew. */
export function ClosedIsland({ premium, seconds }: { premium: boolean; seconds: number }) {
  const router = useRouter();
  const problem = premium
    ? { code: 'forbidden', detail: '' }
    : { code: 'cap_reached', detail: '', retryAfterSeconds: seconds };
  return (
    <Card className="mt-3">
      <NothingToWatch problem={problem} heading="h1" onOpen={() => router.refresh()} />
    </Card>
  );
}
