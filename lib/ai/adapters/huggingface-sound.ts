import { CallFailure } from '../chain/failure';
import type { ModelRequest, Usage } from '../types';
import type { AdapterCall } from './adapter';
import { hubFailure, splitName, through, type HubAccess } from './huggingface-route';
import { deliverTranscript, usualType } from './make-transcript';
import { soundFile } from './sound-seconds';
import { voiceFor } from './voices';

type Of<Kind extends ModelRequest['kind']> = Extract<ModelRequest, { kind: Kind }>;

const MAX_FILE_BYTES = 60_000_000;

export async function hubSpeech(access: HubAccess, call: AdapterCall, request: Of<'speech'>): Promise<Usage> {
  const { textToSpeech } = await import('@huggingface/inference');
  const { accessToken, options } = through(access, call, MAX_FILE_BYTES);
  const { model, company: provider } = splitName(call.model.name, 'speech');
  const { text: inputs, format, speed } = request;
  const voice = voiceFor(model, request.voice);
  const parameters = {
    response_format: format,
    ...(voice === undefined ? {} : { voice }),
    ...(speed === undefined ? {} : { speed }),
  };
  try {
    const blob = await textToSpeech({ accessToken, provider, model, inputs, parameters }, options);
    if (blob.size === 0) throw new CallFailure({ outcome: 'empty' });
    if (!blob.type.startsWith('audio/')) throw new CallFailure({ outcome: 'bad_response' });
    call.onFile(soundFile(new Uint8Array(await blob.arrayBuffer()), blob.type));
    return {};
  } catch (error) {
    throw hubFailure(error);
  }
}

interface Said {
  text?: unknown;
  /** As the pipeline of the hub names passages: begin and end as a pair. */
  chunks?: unknown;
}

const passagesOf = ({ chunks }: Said) =>
  Array.isArray(chunks)
    ? (chunks as ({ text?: unknown; timestamp?: readonly unknown[] } | null)[]).map((chunk) => ({
        text: chunk?.text,
        start: chunk?.timestamp?.[0],
        end: chunk?.timestamp?.[1],
      }))
    : undefined;

/**
 * hf-inference tells times only where the sound comes as base64 in JSON, which the package builds but does not send by
 * itself. Without times it hears nothing that is longer than half a minute.
 */
async function askWithTimes(access: HubAccess, call: AdapterCall, model: string, sound: Uint8Array): Promise<Said> {
  const { getProviderHelper, makeRequestOptions } = await import('@huggingface/inference');
  const { accessToken, options } = through(access, call, MAX_FILE_BYTES);
  const inputs = Buffer.from(sound.buffer, sound.byteOffset, sound.byteLength).toString('base64');
  const args = {
    accessToken,
    provider: 'hf-inference',
    model,
    inputs,
    parameters: { return_timestamps: true },
  } as const;
  const task = 'automatic-speech-recognition';
  const helper = getProviderHelper('hf-inference', task);
  const { url, info } = await makeRequestOptions(args, helper, { task, fetch: options.fetch, signal: options.signal });
  const answer = await options.fetch(url, info);
  return (await answer.json()) as Said;
}

async function askPlainly(
  access: HubAccess,
  call: AdapterCall,
  request: Of<'transcription'>,
  sound: Uint8Array<ArrayBuffer>,
): Promise<Said> {
  const { automaticSpeechRecognition } = await import('@huggingface/inference');
  const { accessToken, options } = through(access, call, MAX_FILE_BYTES);
  const { model, company: provider } = splitName(call.model.name, 'transcription');
  const data = new Blob([sound], { type: usualType(request.audio.mediaType) });
  // Where the sound itself is the body there is no place for either.
  const parameters = {
    ...(request.language ? { language: request.language } : {}),
    ...(call.model.capabilities?.includes('timestamps') ? { response_format: 'verbose_json' } : {}),
  };
  const told = Object.keys(parameters).length > 0 ? { parameters } : {};
  return automaticSpeechRecognition({ accessToken, provider, model, data, ...told }, options);
}

export async function hubTranscript(
  access: HubAccess,
  call: AdapterCall,
  request: Of<'transcription'>,
): Promise<Usage> {
  const { model, company } = splitName(call.model.name, 'transcription');
  const sound = await request.audio.load();
  try {
    const tellsTimes = company === 'hf-inference' && call.model.capabilities?.includes('timestamps');
    const said = tellsTimes
      ? await askWithTimes(access, call, model, sound)
      : await askPlainly(access, call, request, sound);
    return deliverTranscript(call, said.text, passagesOf(said));
  } catch (error) {
    throw hubFailure(error);
  }
}
