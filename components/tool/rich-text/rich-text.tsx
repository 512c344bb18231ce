import { memo, useMemo } from 'react';
import { parseBlocks, parseSpans, type Block } from './parse';

function Inline({ text }: { text: string }) {
  return parseSpans(text).map((span, index) => {
    if (span.type === 'bold') return <strong key={index}>{span.text}</strong>;
    if (span.type === 'italic') return <em key={index}>{span.text}</em>;
    if (span.type === 'code') {
      return (
        <code key={index} className="rounded bg-sunken px-1 py-0.5 text-[0.9em]">
          {span.text}
        </code>
      );
    }
    return span.text;
  });
}

/** One block; unchanged ones are not drawn again while the last one grows. */
const BlockView = memo(function BlockView({ json }: { json: string }) {
  const block = JSON.parse(json) as Block;
  switch (block.type) {
    case 'heading': {
      const Tag = `h${Math.min(6, block.level + 1)}` as 'h3' | 'h4' | 'h5';
      return (
        <Tag className="mt-2 font-display text-lg font-bold first:mt-0">
          <Inline text={block.text} />
        </Tag>
      );
    }
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index} className="ps-1 marker:text-muted">
          <Inline text={item} />
        </li>
      ));
      if (block.ordered) {
        return (
          <ol start={block.start} className="ms-6 grid list-decimal gap-1.5">
            {items}
          </ol>
        );
      }
      return <ul className="ms-5 grid list-disc gap-1.5">{items}</ul>;
    }
    case 'code':
      return (
        <pre tabIndex={0} className="overflow-x-auto rounded-control bg-sunken p-3 text-sm">
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote className="border-s-4 border-line ps-4 whitespace-pre-wrap text-muted">
          <Inline text={block.text} />
        </blockquote>
      );
    case 'rule':
      return <hr className="border-line" />;
    case 'paragraph':
      return (
        <p className="whitespace-pre-wrap">
          <Inline text={block.text} />
        </p>
      );
  }
});

/** A model's text as React elements. It can make no request and run no code, whatever it contains. */
export function RichText({ text }: { text: string }) {
  const blocks = useMemo(() => parseBlocks(text).map((block) => JSON.stringify(block)), [text]);
  return (
    <div className="grid gap-3 [overflow-wrap:anywhere]">
      {blocks.map((json, index) => (
        <BlockView key={index} json={json} />
      ))}
    </div>
  );
}
