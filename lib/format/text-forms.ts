import { readRecords } from './records';
import type { Passage } from './subtitles';
import { tablesOf } from './tables';

export type TextForm = 'md' | 'txt' | 'csv' | 'json' | 'srt' | 'vtt';

/** What the forms of a result depend on. */
export interface TextResult {
  toolId: string;
  output: { text?: string; segments?: readonly Passage[] };
}

/** The forms a result's text can be taken away in; the first one suits it best. */
export function textForms({ toolId, output: { text, segments } }: TextResult): TextForm[] {
  if (!text) return [];
  if (segments && segments.length > 0) return ['txt', 'srt', 'vtt'];
  if (toolId === 'transcription') return ['txt'];
  if (readRecords(text)) return ['csv', 'json', 'md', 'txt'];
  return tablesOf(text).length > 0 ? ['md', 'txt', 'csv'] : ['md', 'txt'];
}
