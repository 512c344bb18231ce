import { z } from 'zod';
import { providerFetch } from '../adapters/provider-fetch';
import type { RequestFile } from '../types';
import { flaggedIn, piecesOf, type Moderator } from './moderator';

const MODEL = 'omni-moderation-latest';
const MAX_ANSWER_BYTES = 1_000_000;

const answer = z.object({
  results: z.array(z.object({ flagged: z.boolean(), categories: z.record(z.string(), z.unknown()) })).min(1),
});

async function pictureOf(file: RequestFile): Promise<object> {
  const bytes = await file.load();
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return { type: 'image_url', image_url: { url: `data:${file.mediaType};base64,${base64}` } };
}

/** OpenAI's endpoint: a list of texts in one request, each picture in one of its own, since it takes one at a time. */
export function createOpenAiModerator({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): Moderator {
  const url = `${baseUrl.replace(/\/+$/, '')}/moderations`;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  return {
    takesImages: true,
    async judge({ text, images = [] }, signal) {
      const post = providerFetch({ signal, maxBytes: MAX_ANSWER_BYTES });
      const ask = async (input: unknown) => {
        const body = JSON.stringify({ model: MODEL, input });
        const response = await post(url, { method: 'POST', headers, body });
        return answer.parse(await response.json()).results;
      };
      const pieces = text ? piecesOf(text) : [];
      const asked = images.map(async (file) => ask([await pictureOf(file)]));
      if (pieces.length > 0) asked.push(ask(pieces.length === 1 ? pieces[0] : pieces));
      const ends = await Promise.allSettled(asked);
      const results = ends.flatMap((end) => (end.status === 'fulfilled' ? end.value : []));
      const isFlagged = results.some(({ flagged }) => flagged);
      const failed = ends.find((end) => end.status === 'rejected');
      // What one part is flagged for stands, whatever became of the others.
      if (failed && !isFlagged) throw failed.reason;
      return { flagged: isFlagged, categories: flaggedIn(results) };
    },
  };
}
