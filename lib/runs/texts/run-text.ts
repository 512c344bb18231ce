import {
  fileName,
  readRecords,
  recordsCsv,
  recordsMarkdown,
  tableCsv,
  tablesOf,
  textForms,
  titleOf,
  toSrt,
  toTimedText,
  toVtt,
  type TextForm,
} from '@/lib/format';
import type { RunView } from '../types';

type Result = Pick<RunView, 'id' | 'toolId' | 'input' | 'output'>;

const TYPES: Record<TextForm, string> = {
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  srt: 'application/x-subrip; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
};

function bodyOf({ output: { text = '', segments = [] } }: Result, form: TextForm): string {
  const records = readRecords(text);
  switch (form) {
    case 'md':
      return records ? recordsMarkdown(records) : text;
    case 'txt':
      return segments.length > 0 ? `${text}\n\n${toTimedText(segments)}` : text;
    case 'csv':
      return records ? recordsCsv(records) : tablesOf(text).map(tableCsv).join('\r\n');
    case 'json':
      return JSON.stringify(JSON.parse(text), null, 2);
    case 'srt':
      return toSrt(segments);
    case 'vtt':
      return toVtt(segments);
  }
}

/** A result as the text of a file. Null where it does not come in that form. */
export function runText(run: Result, form: TextForm): { name: string; type: string; body: string } | null {
  if (!textForms(run).includes(form)) return null;
  const body = bodyOf(run, form);
  const name = fileName({ toolId: run.toolId, title: titleOf(run.input), id: run.id, ending: form });
  return { name, type: TYPES[form], body: body.endsWith('\n') ? body : `${body}\n` };
}
