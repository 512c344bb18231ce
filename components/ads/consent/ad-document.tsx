'use client';

import { useEffect } from 'react';
import type { AdDocumentState } from './ad-window';

/** What the last load anew was for. */
const TRIED = 'ad-document';

let shown = 0;

/** Loads the page anew where its document was loaded for something else; once, so that it cannot turn in circles. */
function matchDocument(state: AdDocumentState): void {
  const wanted = `${window.location.pathname} ${state}`;
  const matches = (window.adDocument?.state ?? 'strict') === state;
  const tried = sessionStorage.getItem(TRIED) === wanted;
  if (matches) sessionStorage.removeItem(TRIED);
  else if (!tried) {
    sessionStorage.setItem(TRIED, wanted);
    window.location.reload();
  }
}

/** A plain press of a link within the hub: the browser follows it, and no script takes it up. */
function leaveByLoad(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (link instanceof HTMLAnchorElement && link.origin === window.location.origin) event.stopPropagation();
}

/**
 * Keeps documents of ad pages and all others apart. Policy and tags belong to a document, not to an address: coming here
 * from another page by script loads the page anew where it needs another policy, and leaving one with tags ends them.
 */
export function AdDocument({ state }: { state: AdDocumentState }) {
  useEffect(() => {
    shown += 1;
    matchDocument(state);
    const isOpen = (window.adDocument?.state ?? 'strict') !== 'strict';
    if (isOpen) window.addEventListener('click', leaveByLoad, true);
    return () => {
      shown -= 1;
      window.removeEventListener('click', leaveByLoad, true);
      // By the back button, or by script: the next page must not keep what this one has let in.
      if (isOpen) setTimeout(() => shown === 0 && window.location.reload());
    };
  }, [state]);
  return null;
}
