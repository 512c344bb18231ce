import { useTranslations } from 'next-intl';
import { CopyButton } from './copy-button';
import type { CodePiece } from './highlight';

/** What a part of code looks like; the rest is ink. All of them are readable on what they stand on. */
const COLOURS: Record<string, string> = {
  ...{ keyword: 'text-kind-ink', built_in: 'text-kind-ink', type: 'text-kind-ink', 'selector-tag': 'text-kind-ink' },
  ...{ tag: 'text-kind-ink', name: 'text-kind-ink', literal: 'text-kind-ink', 'template-variable': 'text-kind-ink' },
  ...{
    string: 'text-good',
    regexp: 'text-good',
    addition: 'text-good',
    'meta-string': 'text-good',
    symbol: 'text-good',
  },
  ...{ number: 'text-coin-ink', attr: 'text-coin-ink', attribute: 'text-coin-ink', variable: 'text-coin-ink' },
  ...{ comment: 'text-muted italic', quote: 'text-muted italic', meta: 'text-muted', deletion: 'text-bad' },
  ...{ title: 'font-semibold', section: 'font-semibold' },
};

/** A box of code with its language and a way to take it along. */
export function CodeFrame({ code, language, pieces }: { code: string; language: string; pieces: CodePiece[] | null }) {
  const t = useTranslations('ui.rich');
  return (
    <div className="overflow-hidden rounded-control border border-line bg-sunken">
      <div className="flex min-h-11 items-center justify-between gap-2 border-b border-line ps-3">
        <span className="text-sm text-muted">{language || t('plainCode')}</span>
        <CopyButton text={code} what="code" />
      </div>
      <pre
        tabIndex={0}
        aria-label={t('codeIn', { language: language || 'text' })}
        role="region"
        className="overflow-x-auto p-3 text-sm"
      >
        <code className="[overflow-wrap:normal]">
          {pieces
            ? pieces.map(({ kind, text }, index) => {
                const colour = kind === null ? undefined : COLOURS[kind];
                return colour ? (
                  <span key={index} className={colour}>
                    {text}
                  </span>
                ) : (
                  text
                );
              })
            : code}
        </code>
      </pre>
    </div>
  );
}
