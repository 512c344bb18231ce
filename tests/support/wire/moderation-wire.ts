import { faultIn, listOf, oneOf, shaped, text, type Check, type Fields } from './fields';
import type { Reply } from './wire-http';

/** What is found wrong, by a word in what is judged. */
export const FLAG_WORD = 'FLAGME';
/** Talked about only: no reason to stop anybody. */
export const SUBJECT_WORD = 'LAWYER';

const part: Check = (value) =>
  shaped({ required: { type: oneOf('text'), text }, optional: {} })(value) ||
  shaped({
    required: { type: oneOf('image_url'), image_url: shaped({ required: { url: text }, optional: {} }) },
    optional: {},
  })(value);

/** `CreateModerationRequest`: a text, a list of texts, or parts of one thing, of which one may be a picture. */
const OPENAI: Fields = {
  required: { input: (value) => text(value) || listOf(text)(value) || listOf(part)(value) },
  optional: { model: oneOf('omni-moderation-latest') },
};

/** `ClassificationRequest`. */
const MISTRAL: Fields = {
  required: { model: oneOf('mistral-moderation-latest'), input: (value) => text(value) || listOf(text)(value) },
  optional: { metadata: () => true },
};

const NAMES = ['harassment', 'hate', 'illicit', 'self-harm', 'sexual', 'sexual/minors', 'violence'];
const MISTRAL_NAMES = ['sexual', 'hate_and_discrimination', 'violence_and_threats', 'selfharm', 'law', 'health', 'pii'];

const scored = (names: readonly string[], flagged: readonly string[]) => ({
  categories: Object.fromEntries(names.map((name) => [name, flagged.includes(name)])),
  category_scores: Object.fromEntries(names.map((name) => [name, flagged.includes(name) ? 0.98 : 0.001])),
});

/** What each result is about: a list of texts has one each, parts have one together. */
function judged(input: unknown): string[] {
  if (typeof input === 'string') return [input];
  const list = input as unknown[];
  return typeof list[0] === 'string' ? (list as string[]) : [JSON.stringify(list)];
}

/** Words are looked through as they are, pictures by their bytes. */
const isWrong = (said: string) =>
  said.includes(FLAG_WORD) ||
  [...said.matchAll(/;base64,([\w+/]+=*)/g)].some(([, base64 = '']) =>
    Buffer.from(base64, 'base64').toString('latin1').includes(FLAG_WORD),
  );

/** OpenAI's moderation. Answers the name of a member that is not as documented. */
export function openAiModeration(reply: Reply): string | undefined {
  const { body } = reply.heard;
  const fault = faultIn(body, OPENAI);
  if (fault) return fault;
  const { input } = body as { input: unknown };
  const pictures = Array.isArray(input) ? input.filter((one) => typeof one === 'object').length : 0;
  if (pictures > 2) return 'input';
  const results = judged(input).map((said) => {
    const flagged = isWrong(said) ? ['violence'] : [];
    return { flagged: flagged.length > 0, ...scored(NAMES, flagged), category_applied_input_types: {} };
  });
  reply.json(200, { id: 'modr-1', model: 'omni-moderation-latest', results });
  return undefined;
}

/** Mistral's moderation, which says nothing on the whole. */
export function mistralModeration(reply: Reply): string | undefined {
  const { body } = reply.heard;
  const fault = faultIn(body, MISTRAL);
  if (fault) return fault;
  const results = judged((body as { input: unknown }).input).map((said) => {
    const flagged = [
      ...(isWrong(said) ? ['violence_and_threats'] : []),
      ...(said.includes(SUBJECT_WORD) ? ['law'] : []),
    ];
    return scored(MISTRAL_NAMES, flagged);
  });
  reply.json(200, { id: 'mod-1', model: 'mistral-moderation-latest', results });
  return undefined;
}
