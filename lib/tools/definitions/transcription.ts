import type { ToolDefinition } from '../definition';
import { fileField } from './fields';
import { givenFile } from './given-file';
import { SPOKEN } from './languages';

export const transcription: ToolDefinition = {
  id: 'transcription',
  version: 1,
  name: 'Transcribe',
  kind: 'audio',
  group: 'sound',
  task: 'transcription',
  batches: false,
  demoDeclines:
    'The demo engine cannot listen. Transcribing needs a provider of speech recognition, such as OpenAI, Mistral or Hugging Face.',
  description: 'Interviews, lectures and voice notes as text with time stamps, and as subtitles to download.',
  fields: () => [
    fileField({
      label: 'Recording',
      placeholder: 'MP3, WAV, M4A, OGG, FLAC or WebM',
      accepts: ['audio'],
      recordable: true,
      hint: 'Upload a file or record one here.',
    }),
  ],
  options: [
    {
      id: 'language',
      label: 'Spoken language',
      choices: [{ value: 'auto', label: 'Detect' }, ...SPOKEN],
      default: 'auto',
    },
  ],
  examples: [
    { title: 'An interview in English', input: {}, options: { language: 'en' } },
    { title: 'A voice note, whatever the language', input: {}, options: { language: 'auto' } },
    { title: 'Eine Vorlesung auf Deutsch', input: {}, options: { language: 'de' } },
  ],
  render: (call) => {
    const { language } = call.options;
    return {
      kind: 'transcription',
      audio: givenFile(call, 'fileId'),
      ...(language && language !== 'auto' ? { language } : {}),
    };
  },
};
