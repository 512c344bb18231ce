'use client';

import { Check, CircleStop, Mic, MicOff, Pause, RotateCcw, X } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useEffect, useRef } from 'react';
import { Alert, Button, cx } from '@/components/ui';
import { formatClock } from '@/lib/format';
import { deviceMicrophone, recordingFile, type Microphone } from './microphone';
import { useRecorder, type UseRecorder } from './use-recorder';

interface RecorderProps {
  microphone?: Microphone;
  onTake(file: File): void;
  onClose(): void;
}

const BARS = 24;

/** How loud it is, as bars that move outside React: sixty renderings a second would cost a phone its battery. */
function LevelMeter({ level, moves }: { level(): number; moves: boolean }) {
  const box = useRef<HTMLDivElement>(null);
  const read = useRef(level);
  useEffect(() => {
    read.current = level;
  });
  useEffect(() => {
    if (!moves) return;
    let frame = 0;
    const past = Array.from({ length: BARS }, () => 0);
    let ticks = 0;
    const draw = () => {
      ticks += 1;
      if (ticks % 4 === 0) {
        past.push(read.current());
        past.shift();
        past.forEach((loud, index) => {
          const bar = box.current?.children[index];
          if (bar instanceof HTMLElement) bar.style.transform = `scaleY(${Math.max(0.08, loud)})`;
        });
      }
      frame = requestAnimationFrame(draw);
    };
    frame = requestAnimationFrame(draw);
    return () => cancelAnimationFrame(frame);
  }, [moves]);
  return (
    <div ref={box} aria-hidden className="flex h-12 min-w-0 flex-1 items-center justify-between gap-1">
      {Array.from({ length: BARS }, (_unused, index) => (
        <span key={index} className={cx('h-full w-1 scale-y-[0.08] rounded-full', moves ? 'bg-kind' : 'bg-edge/50')} />
      ))}
    </div>
  );
}

function Controls({ recorder, onClose }: { recorder: UseRecorder; onClose(): void }) {
  const t = useTranslations('fileField.recorder');
  const paused = recorder.state.phase === 'paused';
  return (
    <div className="flex flex-wrap gap-2">
      <Button onClick={recorder.stop}>
        <CircleStop aria-hidden className="size-4" />
        {t('stop')}
      </Button>
      <Button variant="secondary" onClick={paused ? recorder.resume : recorder.pause}>
        {paused ? <Mic aria-hidden className="size-4" /> : <Pause aria-hidden className="size-4" />}
        {paused ? t('resume') : t('pause')}
      </Button>
      <Button variant="quiet" onClick={onClose}>
        <X aria-hidden className="size-4" />
        {t('discard')}
      </Button>
    </div>
  );
}

function Refused({ recorder, onClose }: { recorder: UseRecorder; onClose(): void }) {
  const t = useTranslations('fileField.recorder');
  if (recorder.state.phase !== 'refused') return null;
  return (
    <Alert tone="warn" role="alert" title={t('refusedTitle')}>
      <p>{t(`refused.${recorder.state.why}`)}</p>
      <p className="mt-3 flex flex-wrap gap-2">
        {recorder.state.why !== 'unsupported' && (
          <Button variant="secondary" onClick={recorder.again}>
            <MicOff aria-hidden className="size-4" />
            {t('askAgain')}
          </Button>
        )}
        <Button variant="quiet" onClick={onClose}>
          {t('useFile')}
        </Button>
      </p>
    </Alert>
  );
}

function Listen({ recorder, onTake, onClose }: Pick<RecorderProps, 'onTake' | 'onClose'> & { recorder: UseRecorder }) {
  const t = useTranslations('fileField.recorder');
  const format = useFormatter();
  const { state } = recorder;
  if (state.phase !== 'done') return null;
  const named = () => {
    const time = format.dateTime(new Date(), { dateStyle: 'medium', timeStyle: 'short' }).replace(/[:/\\]/g, '.');
    onTake(recordingFile(state.sound, t('name', { time })));
  };
  return (
    <>
      <audio controls src={state.url} className="w-full" aria-label={t('listen')} />
      <div className="flex flex-wrap gap-2">
        <Button onClick={named}>
          <Check aria-hidden className="size-4" />
          {t('use')}
        </Button>
        <Button variant="secondary" onClick={recorder.again}>
          <RotateCcw aria-hidden className="size-4" />
          {t('again')}
        </Button>
        <Button variant="quiet" onClick={onClose}>
          {t('discard')}
        </Button>
      </div>
    </>
  );
}

/** Records on the spot; nothing leaves the device before it was listened to and taken. */
export function Recorder({ microphone = deviceMicrophone, onTake, onClose }: RecorderProps) {
  const t = useTranslations('fileField.recorder');
  const recorder = useRecorder(microphone);
  const { phase } = recorder.state;
  const live = phase === 'recording' || phase === 'paused';
  return (
    <div role="group" aria-label={t('label')} className="grid gap-3.5 rounded-control border border-line bg-page p-4">
      {phase === 'asking' && (
        <div className="flex items-center justify-between gap-3">
          <p role="status" className="flex items-center gap-3 text-[0.9375rem]">
            <Mic aria-hidden className="size-5 shrink-0 text-kind" />
            {t('asking')}
          </p>
          <Button variant="quiet" onClick={onClose}>
            {t('discard')}
          </Button>
        </div>
      )}
      <Refused recorder={recorder} onClose={onClose} />
      {live && (
        <>
          <div className="flex items-center gap-4">
            <span className="flex items-center gap-2 font-display text-2xl font-bold tabular-nums">
              <span
                aria-hidden
                className={cx('size-3 rounded-full', phase === 'recording' ? 'animate-pulse bg-bad' : 'bg-edge')}
              />
              {formatClock(Math.floor(recorder.seconds))}
            </span>
            <LevelMeter level={recorder.level} moves={phase === 'recording'} />
          </div>
          <p role="status" className="sr-only">
            {phase === 'recording' ? t('recording') : t('paused')}
          </p>
          <Controls recorder={recorder} onClose={onClose} />
        </>
      )}
      <Listen recorder={recorder} onTake={onTake} onClose={onClose} />
    </div>
  );
}
