'use client';

import { useEffect, useState } from 'react';
import { CodeFrame } from './code-frame';
import type { CodePiece } from './highlight';

/** While code is still arriving it is left alone for this long. */
const QUIET_MS = 300;

/** Code as it comes; its colours are fetched once it stands still. */
export function GrowingCode({ code, language }: { code: string; language: string }) {
  const [made, setMade] = useState<{ code: string; pieces: CodePiece[] | null } | null>(null);
  useEffect(() => {
    if (language === '') return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      void import('./highlight').then(({ highlight }) => {
        if (isCurrent) setMade({ code, pieces: highlight(code, language) });
      });
    }, QUIET_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [code, language]);
  return <CodeFrame code={code} language={language} pieces={made?.code === code ? made.pieces : null} />;
}
