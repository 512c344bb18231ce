import { ArrowUpRight } from 'lucide-react';
import { decodeEntities } from './entities';
import type { Token, Tokens } from './lex';
import { safeLink } from './safe-link';
import { wordsOf } from './words-of';

function ModelLink({ token }: { token: Tokens.Link | Tokens.Image }) {
  const link = safeLink(token.href, wordsOf(token.tokens ?? []) || token.text);
  // A link that may not be one is shown as it was written: nobody wonders what is missing.
  if (!link) return token.type === 'image' ? token.text || token.raw : token.raw;
  return (
    <>
      <a
        href={link.href}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        referrerPolicy="no-referrer"
        className="font-medium text-accent underline decoration-1 underline-offset-3 hover:text-accent-strong"
      >
        {token.type === 'link' && token.tokens ? <Inline tokens={token.tokens} isLinked /> : token.text || link.href}
        {token.type === 'image' && <ArrowUpRight aria-hidden className="ms-0.5 inline size-3.5" />}
      </a>
      {link.host && <span className="text-[0.9em] text-muted"> ({link.host})</span>}
    </>
  );
}

function Part({ token, isLinked }: { token: Token; isLinked: boolean }) {
  switch (token.type) {
    case 'strong':
      return (
        <strong>
          <Inline tokens={token.tokens ?? []} isLinked={isLinked} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inline tokens={token.tokens ?? []} isLinked={isLinked} />
        </em>
      );
    case 'del':
      return (
        <del>
          <Inline tokens={token.tokens ?? []} isLinked={isLinked} />
        </del>
      );
    case 'codespan':
      return <code className="rounded bg-sunken px-1 py-0.5 text-[0.9em]">{(token as Tokens.Codespan).text}</code>;
    case 'link':
    case 'image':
      // A link within a link leads nowhere of its own.
      return isLinked ? (token as Tokens.Link).text : <ModelLink token={token as Tokens.Link} />;
    case 'br':
      return <br />;
    case 'escape':
      return (token as Tokens.Escape).text;
    case 'checkbox':
      return null;
    case 'text': {
      const { tokens, text } = token as Tokens.Text;
      return tokens ? <Inline tokens={tokens} isLinked={isLinked} /> : decodeEntities(text);
    }
    default:
      // HTML, formulas and whatever else there may be: letters.
      return token.raw;
  }
}

/** What stands in a line. A picture becomes a link to it: nothing is fetched from anywhere. */
export function Inline({ tokens, isLinked = false }: { tokens: readonly Token[]; isLinked?: boolean }) {
  return tokens.map((token, index) => <Part key={index} token={token} isLinked={isLinked} />);
}
