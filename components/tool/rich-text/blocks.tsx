import { Check } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentType } from 'react';
import { cx } from '@/components/ui/cx';
import { Inline } from './inline';
import type { Token, Tokens } from './lex';
import { TableView } from './table-view';

/** How code is drawn: in its colours at once on a server, later in a browser. */
export type CodeView = ComponentType<{ code: string; language: string }>;

interface BlockProps {
  token: Token;
  code: CodeView;
}

/** `js title="x"` names a language and more; only what can be one is kept. */
const languageOf = (lang: string | undefined) => /^[\w+#.-]{1,20}/.exec(lang ?? '')?.[0].toLowerCase() ?? '';

function TaskMark({ isDone }: { isDone: boolean }) {
  const t = useTranslations('ui.rich');
  return (
    <span
      className={cx(
        'absolute start-0 top-1 grid size-4.5 place-items-center rounded-sm border border-edge',
        isDone && 'border-kind bg-kind text-on-accent',
      )}
    >
      {isDone && <Check aria-hidden className="size-3.5" strokeWidth={3} />}
      <span className="sr-only">{t(isDone ? 'done' : 'open')}</span>
    </span>
  );
}

function List({ token, code }: { token: Tokens.List; code: CodeView }) {
  const items = token.items.map((item, index) => (
    <li key={index} className={cx('marker:text-muted', item.task ? 'relative -ms-5 list-none ps-7' : 'ps-1')}>
      {item.task && <TaskMark isDone={item.checked === true} />}
      <div className="grid gap-1.5">
        <Blocks tokens={item.tokens} code={code} />
      </div>
    </li>
  ));
  return token.ordered ? (
    <ol start={Number(token.start) || 1} className="ms-6 grid list-decimal gap-1.5">
      {items}
    </ol>
  ) : (
    <ul className="ms-5 grid list-disc gap-1.5">{items}</ul>
  );
}

/** One part of a text that stands by itself. */
export function Block({ token, code: Code }: BlockProps) {
  switch (token.type) {
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      // The page has its own first and second headings.
      const Tag = `h${Math.min(6, Math.min(4, depth + 1) + 1)}` as 'h3' | 'h4' | 'h5';
      return (
        <Tag className={cx('mt-2 font-display font-bold first:mt-0', depth < 3 ? 'text-xl' : 'text-lg')}>
          <Inline tokens={tokens} />
        </Tag>
      );
    }
    case 'list':
      return <List token={token as Tokens.List} code={Code} />;
    case 'code': {
      const { text, lang } = token as Tokens.Code;
      return <Code code={text} language={languageOf(lang)} />;
    }
    case 'blockquote':
      return (
        <blockquote className="grid gap-2 border-s-4 border-line ps-4 text-muted">
          <Blocks tokens={token.tokens ?? []} code={Code} />
        </blockquote>
      );
    case 'table':
      return <TableView token={token as Tokens.Table} />;
    case 'hr':
      return <hr className="border-line" />;
    case 'space':
    case 'def':
    case 'checkbox':
      return null;
    case 'html':
      return <p className="whitespace-pre-wrap">{token.raw.trimEnd()}</p>;
    default: {
      const parts = 'tokens' in token ? token.tokens : undefined;
      return <p className="whitespace-pre-wrap">{parts ? <Inline tokens={parts} /> : <Inline tokens={[token]} />}</p>;
    }
  }
}

export function Blocks({ tokens, code }: { tokens: readonly Token[]; code: CodeView }) {
  return tokens.map((token, index) => <Block key={index} token={token} code={code} />);
}
