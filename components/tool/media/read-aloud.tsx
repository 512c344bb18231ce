'use client';

import { CircleStop, Volume2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { Button, Field, Select } from '@/components/ui';
import { deviceSpeech, useVoices, wordAt } from './device-speech';

const SPEEDS = ['0.75', '1', '1.25', '1.5', '2'] as const;

/** The text, with the word that is being spoken marked where the device tells which one it is. */
function Spoken({ text, word }: { text: string; word: { from: number; to: number } | null }) {
  if (!word) return text;
  return (
    <>
      {text.slice(0, word.from)}
      <mark className="rounded-xs bg-kind px-0.5 text-on-accent">{text.slice(word.from, word.to)}</mark>
      {text.slice(word.to)}
    </>
  );
}

/** Reads a text with a voice of this device; the hub sends nothing and charges nothing for it. */
function useReading(text: string) {
  const [reading, setReading] = useState(false);
  const [word, setWord] = useState<{ from: number; to: number } | null>(null);
  useEffect(() => () => deviceSpeech()?.cancel(), []);
  const stop = () => {
    deviceSpeech()?.cancel();
    setReading(false);
    setWord(null);
  };
  const start = (voice: SpeechSynthesisVoice | undefined, rate: number) => {
    const speech = deviceSpeech();
    if (!speech) return;
    speech.cancel();
    const utterance = new SpeechSynthesisUtterance(text);
    if (voice) {
      utterance.voice = voice;
      utterance.lang = voice.lang;
    }
    utterance.rate = rate;
    utterance.onboundary = (event) => event.name !== 'sentence' && setWord(wordAt(text, event.charIndex));
    utterance.onend = stop;
    utterance.onerror = stop;
    speech.speak(utterance);
    setReading(true);
  };
  return { reading, word, start, stop };
}

/** "Read with this device's voice", beside the text. Nothing where the device has no voice. */
export function ReadAloud({ text, preferredRate }: { text: string; preferredRate?: string }) {
  const t = useTranslations('media.readAloud');
  const voices = useVoices();
  const { reading, word, start, stop } = useReading(text);
  const [voiceId, setVoiceId] = useState('');
  const [rate, setRate] = useState(SPEEDS.find((speed) => speed === preferredRate) ?? '1');
  const voice = voices.find(({ voiceURI }) => voiceURI === voiceId) ?? voices.find((one) => one.default) ?? voices[0];
  return (
    <div className="grid gap-4">
      <p data-testid="spoken-text" className="max-h-72 overflow-y-auto whitespace-pre-wrap" tabIndex={0}>
        <Spoken text={text} word={word} />
      </p>
      {voices.length > 0 && (
        <div role="group" aria-label={t('label')} className="grid gap-3 rounded-control bg-sunken p-4">
          <p className="text-sm text-muted">{t('hint')}</p>
          <div className="grid grid-cols-[2fr_1fr] gap-3">
            <Field id="device-voice" label={t('voice')}>
              {(control) => (
                <Select {...control} value={voice?.voiceURI ?? ''} onChange={(event) => setVoiceId(event.target.value)}>
                  {voices.map(({ voiceURI, name, lang }) => (
                    <option key={voiceURI} value={voiceURI}>
                      {`${name} (${lang})`}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field id="device-rate" label={t('speed')}>
              {(control) => (
                <Select
                  {...control}
                  value={rate}
                  onChange={(event) => setRate(SPEEDS.find((speed) => speed === event.target.value) ?? '1')}
                >
                  {SPEEDS.map((speed) => (
                    <option key={speed} value={speed}>
                      {t('times', { speed: Number(speed) })}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Button variant="secondary" onClick={reading ? stop : () => start(voice, Number(rate))}>
            {reading ? <CircleStop aria-hidden className="size-4" /> : <Volume2 aria-hidden className="size-4" />}
            {reading ? t('stop') : t('start')}
          </Button>
        </div>
      )}
    </div>
  );
}
