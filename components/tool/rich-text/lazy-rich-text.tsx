'use client';

import { lazy, Suspense } from 'react';

const RichText = lazy(() => import('./rich-text').then((module) => ({ default: module.RichText })));

/**
 * `RichText` for pages that may never show one: its reader is fetched when there is something to read, and the text stands there
 * plainly until then.
 */
export function LazyRichText({ text }: { text: string }) {
  return (
    <Suspense fallback={<p className="wrap-anywhere whitespace-pre-wrap">{text}</p>}>
      <RichText text={text} />
    </Suspense>
  );
}
