import type { RunKind } from '@/lib/runs/types';
import { RECORDING, PAPER, PICTURE, type WalkFile } from './files';

/** One tool as a person uses it. */
export interface ToolCase {
  toolId: string;
  kind: RunKind;
  /** What is typed, by field. */
  input: Record<string, string>;
  /** What is uploaded, by field. */
  files?: Record<string, WalkFile>;
  /** Choices that are not the default. */
  options: Record<string, string>;
  /** What the demo engine does with it. */
  demo: 'answers' | 'declines';
  /** What the media type of a download begins with, by its name in `as`; "file" is the stored file itself. */
  downloads: Record<string, string>;
  /** What a provider must say for the answer to be one; absent where anything will do. */
  answer?: string;
}

const TEXTS = { md: 'text/markdown', txt: 'text/plain' };
const REEFS =
  'Coral reefs cover less than one per cent of the ocean floor, yet about a quarter of all marine species spend part of their lives on them. When the water stays too warm for weeks, corals expel their algae and turn white.';
const LIST = 'Anna Lindqvist, 42 euros, paid on 2026-03-04. Jonas Weber, 18 euros, paid on 2026-03-09.';

/** Every tool of the hub. */
export const TOOL_CASES: readonly ToolCase[] = [
  {
    ...{ toolId: 'chat', kind: 'text', demo: 'answers', downloads: TEXTS, options: {} },
    input: { message: 'What is 17 * 23, and why do cats purr?' },
  },
  {
    ...{ toolId: 'text-generation', kind: 'text', demo: 'answers', downloads: TEXTS },
    input: { prompt: 'Invite the street to a summer party in the courtyard on Saturday at four.' },
    options: { length: 'short', tone: 'friendly' },
  },
  {
    ...{ toolId: 'summarize', kind: 'text', demo: 'answers', downloads: TEXTS },
    input: { text: REEFS },
    options: { format: 'bullets' },
  },
  {
    ...{ toolId: 'translate', kind: 'text', demo: 'declines', downloads: TEXTS, options: {} },
    input: { text: 'The shop opens at nine.', to: 'French' },
  },
  {
    ...{ toolId: 'rewrite', kind: 'text', demo: 'answers', downloads: TEXTS },
    input: { text: 'You sent the wrong file again. I need the right one today.', tone: 'friendly' },
    options: { length: 'shorter' },
  },
  {
    ...{ toolId: 'code', kind: 'text', demo: 'answers', downloads: TEXTS },
    input: { task: 'Sum a list of prices and skip what is no number.' },
    options: { language: 'python' },
  },
  {
    ...{ toolId: 'email', kind: 'text', demo: 'answers', downloads: TEXTS },
    input: { points: 'thanks for the offer; too expensive; could do 2,400; answer by Friday' },
    options: { tone: 'friendly' },
  },
  {
    ...{ toolId: 'social-post', kind: 'text', demo: 'answers', downloads: TEXTS, options: {} },
    input: { topic: 'Our bakery opens a second shop at the station on Monday' },
  },
  {
    ...{ toolId: 'seo-outline', kind: 'text', demo: 'answers', downloads: TEXTS, options: {} },
    input: { topic: 'How to insulate an old attic' },
  },
  {
    ...{ toolId: 'explain', kind: 'text', demo: 'answers', downloads: TEXTS, options: {} },
    input: { text: REEFS },
  },
  {
    ...{ toolId: 'extract', kind: 'text', demo: 'answers', downloads: { json: 'application/json', csv: 'text/csv' } },
    input: { text: LIST, fields: 'name, amount:number, date:date' },
    options: { format: 'table' },
    answer: JSON.stringify({
      records: [
        { name: 'Anna Lindqvist', amount: 42, date: '2026-03-04' },
        { name: 'Jonas Weber', amount: 18, date: '2026-03-09' },
      ],
    }),
  },
  {
    ...{ toolId: 'ask-document', kind: 'text', demo: 'answers', downloads: TEXTS, options: {} },
    input: { question: 'When may the deposit be kept?' },
    files: { fileId: PAPER },
  },
  {
    ...{ toolId: 'image-generation', kind: 'image', demo: 'answers', downloads: { file: 'image/' } },
    input: { prompt: 'A lighthouse at dusk, warm light in the windows', seed: '7' },
    options: { size: '512x512', style: 'watercolour', count: '2' },
  },
  {
    ...{ toolId: 'image-edit', kind: 'image', demo: 'answers', downloads: { file: 'image/' }, options: {} },
    input: { prompt: 'Black and white' },
    files: { fileId: PICTURE },
  },
  {
    ...{ toolId: 'text-to-speech', kind: 'audio', demo: 'answers', downloads: { file: 'audio/' } },
    input: { text: 'Welcome back. Today we walk through a market that opens at four in the morning.' },
    options: { voice: 'deep', speed: '1.25', format: 'wav' },
  },
  {
    ...{ toolId: 'transcription', kind: 'audio', demo: 'declines', input: {}, options: {} },
    files: { fileId: RECORDING },
    downloads: { txt: 'text/plain', srt: 'application/x-subrip', vtt: 'text/vtt' },
  },
  {
    ...{ toolId: 'video-generation', kind: 'video', demo: 'answers', downloads: { file: 'video/' } },
    input: { prompt: 'Waves roll onto a quiet beach at sunrise' },
    options: { seconds: '4' },
  },
];

export function caseOf(toolId: string): ToolCase {
  const found = TOOL_CASES.find((known) => known.toolId === toolId);
  if (!found) throw new Error(`no case for ${toolId}`);
  return found;
}
