'use client';

import { Search, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import type { RunKind } from '@/lib/runs/types';
import { matches } from './matches';
import type { Sought } from './types';

export interface FinderGroup {
  id: string;
  title: string;
  /** Drawn on the server; this part only chooses among them. */
  cards: { id: string; kind: RunKind; words: string; card: ReactNode }[];
}

interface ToolFinderProps {
  groups: FinderGroup[];
  kinds: { id: RunKind; label: string }[];
  /** What the address asks for: what the form leads to where there is no script. */
  sought: Sought;
}

/** The address says what is looked for, so that a reload and a bookmark find it again. */
function toAddress({ q, kind }: Sought): void {
  const address = new URL(window.location.href);
  for (const [name, value] of Object.entries({ q: q.trim(), kind: kind ?? '' })) {
    if (value === '') address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  window.history.replaceState(null, '', address);
}

const CHIP = 'rounded-full border px-4 text-sm font-semibold whitespace-nowrap transition-colors tap';

function KindChips({
  kinds,
  kind,
  onKind,
}: {
  kinds: ToolFinderProps['kinds'];
  kind: RunKind | null;
  onKind(kind: RunKind | null): void;
}) {
  const t = useTranslations('finder');
  return (
    <div
      role="group"
      aria-label={t('kinds')}
      className="-mx-4 flex [scrollbar-width:none] gap-2 overflow-x-auto px-4 py-0.5 sm:mx-0 sm:px-0"
    >
      {[{ id: null, label: t('all') }, ...kinds].map(({ id, label }) => (
        <button
          key={id ?? 'all'}
          type="submit"
          name="kind"
          value={id ?? ''}
          aria-pressed={kind === id}
          onClick={(event) => {
            event.preventDefault();
            onKind(id);
          }}
          className={cx(
            CHIP,
            id && `kind-${id}`,
            kind === id
              ? id
                ? 'border-kind bg-kind-soft text-kind-ink'
                : 'border-ink bg-ink text-page'
              : 'border-line bg-surface text-muted hover:border-edge hover:text-ink',
          )}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** All tools, in groups, with a search that finds while one types; without script it is a form that asks the server. */
export function ToolFinder({ groups, kinds, sought: first }: ToolFinderProps) {
  const t = useTranslations('finder');
  const [sought, setSought] = useState(first);
  const look = (next: Sought) => {
    setSought(next);
    toAddress(next);
  };
  const shown = groups
    .map((group) => ({ ...group, cards: group.cards.filter((card) => matches(sought, card)) }))
    .filter(({ cards }) => cards.length > 0);
  const count = shown.reduce((sum, { cards }) => sum + cards.length, 0);
  const filtered = sought.q.trim() !== '' || sought.kind !== null;
  return (
    <>
      <form
        role="search"
        method="get"
        action="/#tools"
        className="grid gap-3 lg:flex lg:items-center lg:justify-between"
        onSubmit={(event) => event.preventDefault()}
      >
        <label className="relative block lg:w-96">
          <span className="sr-only">{t('label')}</span>
          <Search aria-hidden className="pointer-events-none absolute inset-y-0 start-3.5 my-auto size-5 text-muted" />
          <input
            type="search"
            name="q"
            value={sought.q}
            placeholder={t('placeholder')}
            autoComplete="off"
            enterKeyHint="search"
            onChange={(event) => look({ ...sought, q: event.target.value })}
            className="w-full rounded-full border border-edge bg-surface ps-11 pe-4 text-base tap placeholder:text-muted hover:border-ink/60"
          />
        </label>
        <KindChips kinds={kinds} kind={sought.kind} onKind={(kind) => look({ ...sought, kind })} />
      </form>
      <p role="status" className={filtered ? 'mt-4 text-sm text-muted' : 'sr-only'}>
        {filtered ? t('found', { count }) : ''}
      </p>
      {shown.map(({ id, title, cards }) => (
        <section key={id} aria-labelledby={`group-${id}`} className="mt-6 sm:mt-8">
          <h3 id={`group-${id}`} className="mb-3 text-xl">
            {title}
          </h3>
          <ul className="grid gap-2.5 sm:grid-cols-2 sm:gap-4 xl:grid-cols-3">
            {cards.map(({ id: tool, card }) => (
              <li key={tool} className="grid">
                {card}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {count === 0 && (
        <div className="mt-6 grid justify-items-start gap-3 rounded-card border border-dashed border-edge p-6">
          <p className="text-muted">{t('none', { q: sought.q.trim() })}</p>
          <Button variant="secondary" onClick={() => look({ q: '', kind: null })}>
            <X aria-hidden className="size-4" />
            {t('clear')}
          </Button>
        </div>
      )}
    </>
  );
}
