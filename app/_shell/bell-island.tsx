'use client';

import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { callApi } from '@/app/_client/call-api';
import { Bell } from '@/components/notices/bell';

/** Somewhere on this page notices were marked as read. */
export const NOTICES_READ = 'notices-read';

/** A tab that is looked at again and again asks no more often. */
const LEAST_MS = 15_000;

/** The bell as the page was made with it, asked anew when the tab is looked at again. No timer asks. */
export function BellIsland({ unread, words }: { unread: number; words: { none: string; some: string } }) {
  const [known, setKnown] = useState({ made: unread, count: unread });
  const askedAt = useRef(0);
  const ask = useEffectEvent(async () => {
    askedAt.current = performance.now();
    const answer = await callApi<{ unread: number }>('/api/notices?limit=1');
    if (answer.ok) setKnown({ made: unread, count: answer.data.unread });
  });
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === 'visible' && performance.now() - askedAt.current > LEAST_MS) void ask();
    };
    const read = () => void ask();
    document.addEventListener('visibilitychange', look);
    window.addEventListener(NOTICES_READ, read);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener(NOTICES_READ, read);
    };
  }, []);
  return <Bell unread={known.made === unread ? known.count : unread} words={words} />;
}
