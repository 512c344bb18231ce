import { flag, listOf, oneOf, shaped, text, whole, within, type Check, type Fields } from './fields';

const any: Check = () => true;
const positive: Check = (value) => whole(value) && (value as number) > 0;

/** What DeepSeek's pricing page lists; the older names are still served by Flash. */
export const MODELS: readonly unknown[] = ['deepseek-flash', 'deepseek-v4-pro', 'deepseek-v4-flash'];

/** `CreateChatCompletionRequest` of DeepSeek's reference (autumn 2026). */
export const CHAT: Fields = {
  required: {
    model: text,
    messages: listOf(
      shaped({
        required: { role: oneOf('system', 'user', 'assistant', 'tool'), content: any },
        optional: { name: text, prefix: flag, reasoning_content: text, tool_calls: any, tool_call_id: text },
      }),
    ),
  },
  optional: {
    thinking: shaped({ required: { type: oneOf('enabled', 'disabled') }, optional: {} }),
    reasoning_effort: oneOf('low', 'high', 'max'),
    // Without effect, and no error.
    frequency_penalty: within(-2, 2),
    presence_penalty: within(-2, 2),
    logprobs: flag,
    max_tokens: positive,
    response_format: shaped({ required: { type: oneOf('text', 'json_object') }, optional: {} }),
    stop: any,
    stream: flag,
    stream_options: shaped({ required: {}, optional: { include_usage: flag } }),
    temperature: within(0, 2),
    tool_choice: any,
    tools: any,
    top_logprobs: within(0, 20),
    top_p: within(0, 1),
    user_id: text,
  },
};
