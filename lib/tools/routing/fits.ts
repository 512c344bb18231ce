import type { Model, ModelRequest } from '@/lib/ai/types';
import { mostUsed } from '../pricing/pricing';

/** Whether a model does what a request asks for, and is large enough for it. What nobody knows is no obstacle. */
export function fitsRequest(request: ModelRequest): (model: Model) => boolean {
  switch (request.kind) {
    case 'speech':
    case 'transcription':
      return (model) => model.kind === 'audio' && model.task === request.kind;
    case 'image':
      // A model without eyes would paint something else; one that only edits has nothing to begin with.
      return request.source
        ? ({ kind, capabilities = [] }) => kind === 'image' && capabilities.includes('edit')
        : ({ kind, capabilities = [] }) => kind === 'image' && !capabilities.includes('edit-only');
    case 'video':
      return (model) => model.kind === 'video';
    case 'text': {
      const { inputTokens } = mostUsed(request);
      const { maxOutputTokens } = request;
      return ({ kind, contextTokens = Infinity, maxOutputTokens: longest = Infinity }) =>
        kind === 'text' && inputTokens + maxOutputTokens <= contextTokens && maxOutputTokens <= longest;
    }
  }
}
