import { readRecords, recordsMarkdown } from '@/lib/format';
import type { RunView } from '@/lib/runs/types';

/** Records as people read them: a table where one was asked for, else highlighted JSON. Everything else stays as it is. */
export function recordText(text: string, run: Pick<RunView, 'toolId' | 'options'> | null): string {
  if (run?.toolId !== 'extract') return text;
  const records = run.options.format === 'json' ? null : readRecords(text);
  return records ? recordsMarkdown(records) : `\`\`\`json\n${text}\n\`\`\``;
}
