import type { Steps } from '../run-steps';

/** Ends with a full stop without ending a sentence. */
const ABBREVIATION =
  /(?:^|[\s("'“‘])(?:\p{Lu}|e\.g|i\.e|z\.B|d\.h|u\.a|p\.ex|approx|vs|etc|cf|ca|no|nos|vol|fig|figs|pp?|ed|eds|al|jr|sr|mr|mrs|ms|dr|prof|st|gen|sen|rep|gov|capt|col|lt|sgt|rev|hon|inc|ltd|co|corp|dept|est|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|nr|bzw|usw|evtl|ggf|inkl|Str|Hr|Fr|Sra?|Dra?|av)\.$/iu;
/** "etc." may well end one: it only binds when a lower-case word follows. */
const MAY_END = /\b(?:etc|al|inc|ltd|co|corp|usw)\.$/i;
const LIST_MARK = /^\s*(?:[-*•–]|\d{1,3}[.)])\s+/;

/** What tells whether a sentence ends stands in its last characters. */
const TAIL = 24;

let segmenter: Intl.Segmenter | undefined;

function joins(before: string, next: string): boolean {
  const tail = before.trimEnd().slice(-TAIL);
  const startsLow = /^["'“‘(]?\p{Ll}/u.test(next);
  if (startsLow && tail.endsWith('.')) return true;
  // "…/search?page=2": without a space behind it, such a mark ends nothing.
  if (/[.!?]$/.test(before) && /^[\p{L}\p{N}]/u.test(next)) return true;
  // "No. 5" and "3." at the start of an item are marks, not sentences.
  if (/^\d{1,3}[.)]$/.test(tail.trim())) return true;
  return ABBREVIATION.test(tail) && (!MAY_END.test(tail) || startsLow);
}

/** The blocks of a text: paragraphs, list items and headings, with wrapped lines joined. */
export function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  for (const paragraph of text.normalize('NFC').split(/\n\s*\n/)) {
    let open: string[] = [];
    for (const line of paragraph.split('\n').map((each) => each.trim())) {
      if (!line) continue;
      const last = open.at(-1);
      // A long line without an end goes on in the next one; a short one is a heading or a verse.
      const continues =
        last !== undefined &&
        (open.length > 1 || last.length > 40) &&
        !/[.!?…:;。！？]["'”’)]?$/u.test(last.slice(-2)) &&
        !LIST_MARK.test(line);
      if (!continues && open.length > 0) blocks.push(open.join(' '));
      open = continues ? open : [];
      open.push(line);
    }
    if (open.length > 0) blocks.push(open.join(' '));
  }
  return blocks.map((block) => block.replace(LIST_MARK, '').replace(/\s+/g, ' ').trim()).filter(Boolean);
}

/** The sentences of one block, in any script; abbreviations and initials do not end them. */
export function splitSentences(block: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' });
  const sentences: string[] = [];
  let from = 0;
  let last: string | undefined;
  for (const { segment, index } of segmenter.segment(block)) {
    if (last !== undefined && !joins(last, segment)) {
      sentences.push(block.slice(from, index));
      from = index;
    }
    last = index > from ? block.slice(Math.max(from, index - TAIL), index + segment.length) : segment;
  }
  sentences.push(block.slice(from));
  return sentences.map((sentence) => sentence.trim()).filter(Boolean);
}

/** The sentences of a whole text. */
export function* sentencesOf(text: string): Steps<string[]> {
  const sentences: string[] = [];
  for (const block of blocksOf(text)) {
    sentences.push(...splitSentences(block));
    yield;
  }
  return sentences;
}
