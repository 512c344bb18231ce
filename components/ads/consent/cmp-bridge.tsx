'use client';

import { useEffect } from 'react';
import { listenToCmp } from './cmp';

/** The consent platform of the hub, on pages whose policy lets it in. */
export function CmpBridge({ src }: { src: string }) {
  useEffect(() => {
    // Come here by script from a page with the strict policy: the page is about to load anew.
    if (!window.adDocument) return;
    return listenToCmp(window, src);
  }, [src]);
  return null;
}
