import { memo, useMemo } from 'react';
import { parseBlocks, parseSpans, type Block } from './parse';
import type { TableBlock } from './table';

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

/** Wider than a phone, it scrolls in its own box. */
function Table({ head, rows }: TableBlock) {
  return (
    <div tabIndex={0} className="overflow-x-auto rounded-control border border-line">
      <table className="w-full border-collapse text-start text-[0.9375rem] [overflow-wrap:normal]">
        <thead className="bg-sunken">
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col" className="px-3 py-2 text-start align-bottom font-semibold">
                <Inline text={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line} className="border-t border-line">
              {row.map((cell, index) => (
                <td key={index} className="min-w-24 px-3 py-2 align-top">
                  <Inline text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
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
    case 'table':
      return <Table {...block} />;
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
