import { takeTable, type TableBlock } from './table';

/** A small, safe part of Markdown: structure only. No links, no images, no HTML; whatever is unknown stays plain text. */
export type Block =
  | { type: 'heading'; level: 2 | 3 | 4; text: string }
  | { type: 'list'; ordered: boolean; start: number; items: string[] }
  | { type: 'code'; text: string }
  | { type: 'quote'; text: string }
  | { type: 'rule' }
  | TableBlock
  | { type: 'paragraph'; text: string };

export type Span = { type: 'text' | 'bold' | 'italic' | 'code'; text: string };

const BULLET = /^\s{0,6}[-*•]\s+(.*)$/;
const NUMBERED = /^\s{0,6}(\d{1,3})[.)]\s+(.*)$/;
const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^\s*([-*_])(\s*\1){2,}\s*$/;
const FENCE = /^\s*```/;

/** Reads the lines of one fence; a fence that is still being streamed ends with the text. */
function takeCode(lines: readonly string[], from: number): { block: Block; next: number } {
  let end = from + 1;
  while (end < lines.length && !FENCE.test(lines[end] ?? '')) end += 1;
  return { block: { type: 'code', text: lines.slice(from + 1, end).join('\n') }, next: end + 1 };
}

function listItem(line: string): { ordered: boolean; start: number; text: string } | null {
  if (RULE.test(line)) return null;
  const bullet = BULLET.exec(line);
  if (bullet) return { ordered: false, start: 1, text: bullet[1] ?? '' };
  const numbered = NUMBERED.exec(line);
  return numbered ? { ordered: true, start: Number(numbered[1]), text: numbered[2] ?? '' } : null;
}

/** Adds one line to the blocks: to the last one when it goes on there. */
function addLine(blocks: Block[], line: string, afterBlank: boolean): void {
  const last = blocks.at(-1);
  const item = listItem(line);
  if (item) {
    if (last?.type === 'list' && last.ordered === item.ordered) last.items.push(item.text);
    else blocks.push({ type: 'list', ordered: item.ordered, start: item.start, items: [item.text] });
    return;
  }
  const heading = HEADING.exec(line);
  if (heading) {
    const level = Math.min(4, (heading[1] ?? '').length + 1) as 2 | 3 | 4;
    blocks.push({ type: 'heading', level, text: heading[2] ?? '' });
  } else if (RULE.test(line)) blocks.push({ type: 'rule' });
  else if (line.startsWith('>')) {
    const text = line.replace(/^>\s?/, '');
    if (last?.type === 'quote' && !afterBlank) last.text += `\n${text}`;
    else blocks.push({ type: 'quote', text });
  } else if (last?.type === 'paragraph' && !afterBlank) last.text += `\n${line}`;
  else if (last?.type === 'list' && !afterBlank) last.items[last.items.length - 1] += ` ${line.trim()}`;
  else blocks.push({ type: 'paragraph', text: line });
}

export function parseBlocks(text: string): Block[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let afterBlank = true;
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const whole = FENCE.test(line) ? takeCode(lines, at) : takeTable(lines, at);
    if (whole) {
      blocks.push(whole.block);
      at = whole.next;
      afterBlank = true;
      continue;
    }
    if (line.trim() === '') afterBlank = true;
    else {
      addLine(blocks, line, afterBlank);
      afterBlank = false;
    }
    at += 1;
  }
  return blocks;
}

const INLINE = /`([^`\n]+)`|\*\*([^\n]+?)\*\*|__([^\n]+?)__|(?<![\w*])\*([^*\s][^*\n]*?)\*(?![\w*])/g;

export function parseSpans(text: string): Span[] {
  const spans: Span[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) spans.push({ type: 'text', text: text.slice(at, match.index) });
    const [whole, code, bold, underlined, italic] = match;
    if (code !== undefined) spans.push({ type: 'code', text: code });
    else if (italic !== undefined) spans.push({ type: 'italic', text: italic });
    else spans.push({ type: 'bold', text: bold ?? underlined ?? '' });
    at = match.index + whole.length;
  }
  if (at < text.length) spans.push({ type: 'text', text: text.slice(at) });
  return spans;
}
