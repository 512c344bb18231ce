import type { IncomingMessage } from 'node:http';
import type { AdapterCall } from '../adapters/adapter';
import { CallFailure } from '../chain/failure';
import type { Model, ModelRequest, Usage } from '../types';
import { createFrameReader, type FrameReader } from './chat-frames';
import type { Answer, Endpoint } from './endpoint';
import { createEventReader } from './event-reader';
import { jsonFormat } from './json-answer';

/** Characters of a whole answer, frames included: far beyond any limit we send. */
const MAX_CHARACTERS = 10_000_000;

type TextRequest = Extract<ModelRequest, { kind: 'text' }>;

/** What differs between providers in the body of a call. */
export interface ChatDialect {
  /** Who gives the instructions: newer models of OpenAI call it the developer. */
  instructionsRole?: 'system' | 'developer';
  /** What the limit of the answer is called. */
  limitName?: 'max_tokens' | 'max_completion_tokens';
  /** Whether `stream_options` is understood; without it no usage comes. */
  streamOptions?: boolean;
  /** Whether `response_format` may ask for any JSON object, of models that are not held to schemas. */
  jsonObjects?: boolean;
  /** Further members. */
  extra?: Readonly<Record<string, unknown>>;
}

/** What is said to the model: the instructions, what was said before, and what the user says now. */
function messagesOf({ instructions, turns, prompt }: TextRequest, role: string): object[] {
  const messages: object[] = [{ role, content: instructions }];
  if (turns) for (const turn of turns) messages.push({ role: turn.role, content: turn.text });
  messages.push({ role: 'user', content: prompt });
  return messages;
}

/** The body of a call whose answer comes whole, as batches take it. */
export function wholeChatBody(model: Model, request: TextRequest, dialect: ChatDialect = {}): Record<string, unknown> {
  const { instructionsRole = 'system', limitName = 'max_tokens', jsonObjects = false, extra } = dialect;
  const format = request.json && jsonFormat(model, request.json, jsonObjects);
  return {
    model: model.name,
    messages: messagesOf(request, instructionsRole),
    [limitName]: request.maxOutputTokens,
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(format ? { response_format: format } : {}),
    ...extra,
  };
}

/** The body of one streamed call. */
export function chatBody(model: Model, request: TextRequest, dialect: ChatDialect = {}): Record<string, unknown> {
  const body = wholeChatBody(model, request, dialect);
  body.stream = true;
  if (dialect.streamOptions !== false) body.stream_options = { include_usage: true };
  return body;
}

/** Reads events until the provider is done; what follows is drained, so that the connection can be used again. */
function readEvents({ response, release }: Answer, frames: FrameReader): Promise<Usage> {
  return new Promise((resolve, reject) => {
    const feed = createEventReader((data) => frames.take(data));
    let characters = 0;
    let isSettled = false;
    /** Runs what may find the answer wanting; the first verdict counts. */
    const judge = (work: () => Usage | undefined) => {
      if (isSettled) return;
      try {
        const usage = work();
        if (!usage) return;
        isSettled = true;
        release();
        resolve(usage);
      } catch (error) {
        isSettled = true;
        reject(error instanceof Error ? error : new Error('an answer could not be read', { cause: error }));
        response.destroy();
      }
    };
    response.setEncoding('utf8');
    response.on('data', (text: string) =>
      judge(() => {
        characters += text.length;
        if (characters > MAX_CHARACTERS) throw new CallFailure({ outcome: 'too_large' });
        feed(text);
        return frames.isDone ? frames.end() : undefined;
      }),
    );
    response.once('end', () =>
      judge(() => {
        // The last event may lack the empty line that ends it.
        feed('\n\n');
        return frames.end();
      }),
    );
    response.on('error', (error) =>
      judge(() => {
        throw error;
      }),
    );
    response.once('close', () =>
      judge(() => {
        throw new Error('the connection closed in the middle of an answer');
      }),
    );
  });
}

/** A server that does not stream answers whole. */
async function readWhole(response: IncomingMessage, frames: FrameReader): Promise<Usage> {
  response.setEncoding('utf8');
  let body = '';
  for await (const text of response as AsyncIterable<string>) {
    body += text;
    if (body.length > MAX_CHARACTERS) throw new CallFailure({ outcome: 'too_large' });
  }
  frames.take(body);
  return frames.end();
}

/**
 * One text call in the protocol of chat completions, which every provider here speaks. The SDK's model for it costs five
 * times the processor time, most of it in streams and schemas between the socket and the text (see DECISIONS.md).
 * @throws WireError, FrameError, CallFailure, and Node's own errors.
 */
export async function streamChat(
  endpoint: Endpoint,
  body: Record<string, unknown>,
  { signal, onAnswered, onText }: Pick<AdapterCall, 'signal' | 'onAnswered' | 'onText'>,
): Promise<Usage> {
  const answer = await endpoint.post(JSON.stringify(body), signal, onAnswered);
  const frames = createFrameReader(onText);
  const { response } = answer;
  const type = response.headers['content-type'] ?? 'text/event-stream';
  if (type.startsWith('text/event-stream')) return readEvents(answer, frames);
  if (type.startsWith('application/json')) return readWhole(response, frames);
  response.destroy();
  throw new CallFailure({ outcome: 'bad_response' });
}

/** A text request as one call, in a provider's dialect. */
export function callChat(
  endpoint: Endpoint,
  call: AdapterCall,
  request: TextRequest,
  dialect?: ChatDialect,
): Promise<Usage> {
  return streamChat(endpoint, chatBody(call.model, request, dialect), call);
}
