import { z } from 'zod';
import { providerFetch } from '../adapters/provider-fetch';
import { flaggedIn, piecesOf, type Moderator } from './moderator';

const MODEL = 'mistral-moderation-latest';
const MAX_ANSWER_BYTES = 1_000_000;

/** What is talked about, not what is wrong: who asks about a law has broken none. */
const SUBJECTS = new Set(['health', 'financial', 'law', 'pii']);

const answer = z.object({
  results: z.array(z.object({ categories: z.record(z.string(), z.boolean()) })).min(1),
});

/** Mistral's endpoint: texts alone, and no word of its own on the whole, so any category that counts flags it. */
export function createMistralModerator({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }): Moderator {
  const url = `${baseUrl.replace(/\/+$/, '')}/moderations`;
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  return {
    takesImages: false,
    async judge({ text = '' }, signal) {
      const pieces = piecesOf(text);
      const body = JSON.stringify({ model: MODEL, input: pieces.length === 1 ? pieces[0] : pieces });
      const post = providerFetch({ signal, maxBytes: MAX_ANSWER_BYTES });
      const response = await post(url, { method: 'POST', headers, body });
      const { results } = answer.parse(await response.json());
      const categories = flaggedIn(results).filter((name) => !SUBJECTS.has(name));
      return { flagged: categories.length > 0, categories };
    },
  };
}
