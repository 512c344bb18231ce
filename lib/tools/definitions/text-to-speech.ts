import type { ToolDefinition } from '../definition';
import { longText } from './fields';
import { words } from './frame';
import { option } from './options';

/** What speech models read in one go. */
const SPOKEN_CHARACTERS = 4_000;

type Format = 'mp3' | 'wav' | 'opus';
const FORMATS: readonly string[] = ['mp3', 'wav', 'opus'] satisfies Format[];
const isFormat = (value: string | undefined): value is Format => value !== undefined && FORMATS.includes(value);

export const textToSpeech: ToolDefinition = {
  id: 'text-to-speech',
  version: 1,
  name: 'Text to speech',
  kind: 'audio',
  group: 'sound',
  task: 'speech',
  description: 'Have a text read aloud by the voice you like, at your pace, as a file to keep.',
  fields: () => [
    longText({
      id: 'text',
      label: 'Text to read aloud',
      placeholder: 'Welcome to episode twelve…',
      maxLength: SPOKEN_CHARACTERS,
    }),
  ],
  options: [
    option('voice', 'Voice', {
      warm: 'Warm, close by',
      bright: 'Bright, lively',
      deep: 'Deep, steady',
      calm: 'Calm, soft',
    }),
    option(
      'speed',
      'Speed',
      { '0.75': 'Slow, 0.75 ×', '1': 'Normal', '1.25': 'Brisk, 1.25 ×', '1.5': 'Fast, 1.5 ×' },
      '1',
    ),
    option('format', 'File', { mp3: 'MP3', wav: 'WAV', opus: 'Opus' }),
  ],
  examples: [
    {
      title: 'Opening of a podcast',
      input: {
        text: 'Welcome back. Today we walk through a market that opens at four in the morning, with a man who has bought fish there for thirty-one years.',
      },
      options: { voice: 'warm' },
    },
    {
      title: 'On the answering machine',
      input: {
        text: 'You have reached Lindqvist Carpentry. We are in the workshop and cannot hear the phone over the saw. Leave your name and number, and we will call you back today.',
      },
      options: { voice: 'bright' },
    },
    {
      title: 'Before sleep',
      input: {
        text: 'Let your shoulders sink. Breathe in slowly through the nose, count to four, and breathe out until nothing is left. There is nothing you have to do now.',
      },
      options: { voice: 'calm', speed: '0.75' },
    },
  ],
  render: (call) => {
    const { voice, speed, format } = call.options;
    return {
      kind: 'speech',
      text: words(call, 'text'),
      voice: voice ?? 'warm',
      format: isFormat(format) ? format : 'mp3',
      speed: Number(speed ?? 1),
    };
  },
};
