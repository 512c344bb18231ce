import type { InputFile } from '@/lib/runs';
import type { FileKind, InputField } from './types';
import type { ToolCall, ToolDefinition, ToolLimits } from './definition';

/** A minute of speech, a picture, a short paper: what people bring. */
function sampleFile(kind: FileKind, characters: number): InputFile {
  const base = { id: '', fileName: 'sample', load: () => Promise.reject(new Error('a sample has no bytes')) };
  switch (kind) {
    case 'image':
      return { ...base, kind, mediaType: 'image/png', bytes: 1_000_000, width: 1_024, height: 1_024, text: '' };
    case 'audio':
      return { ...base, kind, mediaType: 'audio/mpeg', bytes: 1_000_000, seconds: 60, text: '' };
    case 'document':
      return { ...base, kind, mediaType: 'text/plain', bytes: characters, text: 'x'.repeat(characters) };
  }
}

function sampleText({ type, default: usual, min = 0, maxLength }: InputField, length: number): string {
  if (usual !== undefined) return usual;
  return type === 'number' ? String(min) : 'x'.repeat(Math.min(length, maxLength));
}

/** A call that has the length a flat price covers: what the prices on a tool's page stand for. */
export function sampleCall(definition: ToolDefinition, limits: ToolLimits): ToolCall {
  const needed = definition.fields(limits).filter(({ required }, index) => required || index === 0);
  const typed = needed.filter(({ type }) => type !== 'file');
  const most = definition.kind === 'audio' ? limits.speechCharacters : limits.inputCharacters;
  const covered = definition.covers?.(limits) ?? most;
  const input = typed.map((field, index) => [field.id, sampleText(field, index === 0 ? covered : 1)] as const);
  const files = needed
    .filter(({ type }) => type === 'file')
    .map(({ id, accepts = [] }) => [id, sampleFile(accepts[0] ?? 'document', limits.inputCharacters)] as const);
  const options = Object.fromEntries(definition.options.map((option) => [option.id, option.default]));
  return { input: Object.fromEntries(input), options, files: Object.fromEntries(files), turns: [] };
}
