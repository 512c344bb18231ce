'use client';

import { useRouter } from 'next/navigation';
import { FollowAlong } from '@/components/batches/follow-along';

export function FollowIsland() {
  const router = useRouter();
  return <FollowAlong refresh={() => router.refresh()} />;
}
