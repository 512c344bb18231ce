/** Why there is no recording: the person or the browser refused, there is no microphone, or the browser cannot record. */
export type MicrophoneRefusal = 'denied' | 'none' | 'unsupported';

/** A recording under way. */
export interface Take {
  pause(): void;
  resume(): void;
  /** Ends it; the microphone is let go. */
  stop(): Promise<Blob>;
  /** Lets the microphone go and forgets what was said. */
  drop(): void;
  /** How loud it is just now, from 0 to 1. */
  level(): number;
}

export interface Microphone {
  open(): Promise<{ ok: true; take: Take } | { ok: false; why: MicrophoneRefusal }>;
}

/** What speech needs, and what every server of ours can tell apart. Safari knows the second alone. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
const BITS_PER_SECOND = 48_000;

function meter(stream: MediaStream): { level(): number; close(): void } {
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 512;
  audio.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  return {
    level() {
      analyser.getByteTimeDomainData(samples);
      const sum = samples.reduce((total, sample) => total + ((sample - 128) / 128) ** 2, 0);
      // Speech seldom comes near full swing: a quiet voice should move the meter, too.
      return Math.min(1, Math.sqrt(sum / samples.length) * 4);
    },
    close: () => void audio.close().catch(() => undefined),
  };
}

function record(stream: MediaStream): Take {
  const type = TYPES.find((candidate) => MediaRecorder.isTypeSupported(candidate));
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS_PER_SECOND });
  const pieces: Blob[] = [];
  const loudness = meter(stream);
  const letGo = () => {
    loudness.close();
    for (const track of stream.getTracks()) track.stop();
  };
  recorder.ondataavailable = (event) => void pieces.push(event.data);
  recorder.start(1_000);
  return {
    pause: () => recorder.pause(),
    resume: () => recorder.resume(),
    level: loudness.level,
    stop: () =>
      new Promise((resolve) => {
        recorder.onstop = () => {
          letGo();
          resolve(new Blob(pieces, { type: (recorder.mimeType || type || 'audio/webm').split(';')[0] }));
        };
        recorder.stop();
      }),
    drop() {
      recorder.onstop = null;
      if (recorder.state !== 'inactive') recorder.stop();
      letGo();
    },
  };
}

/** The device's own microphone. */
export const deviceMicrophone: Microphone = {
  async open() {
    // Plain http has no microphone, except on the device itself.
    if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices?.getUserMedia)
      return { ok: false, why: 'unsupported' };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      return { ok: true, take: record(stream) };
    } catch (error) {
      const name = error instanceof DOMException ? error.name : '';
      return {
        ok: false,
        why: name === 'NotFoundError' ? 'none' : name === 'NotAllowedError' ? 'denied' : 'unsupported',
      };
    }
  },
};

const ENDINGS: Record<string, string> = { 'audio/mp4': 'm4a', 'audio/ogg': 'ogg', 'audio/wav': 'wav' };

/** A recording as a file with a name one finds again. */
export function recordingFile(sound: Blob, name: string): File {
  return new File([sound], `${name}.${ENDINGS[sound.type] ?? 'webm'}`, { type: sound.type });
}
