'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CampaignCreative } from '@/lib/ads/types';
import css from './motion.module.css';

interface CampaignMediaProps {
  media: NonNullable<CampaignCreative['media']>;
  /** 0 to 1; a picture is walked over slowly. */
  progress: number;
  playing: boolean;
  reducedMotion: boolean;
}

const FILL = 'absolute inset-0 size-full object-cover';
const never = () => () => {};
const rounded = (number: number) => Math.round(number * 1_000) / 1_000;

type Media = CampaignMediaProps & { onError(): void };

/** Without sound and without words: it loops while the ad plays. Before any script the browser's own buttons can stop it. */
function Film({ media, playing, reducedMotion, onError }: Media) {
  const film = useRef<HTMLVideoElement>(null);
  const isScripted = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const runs = playing && !reducedMotion;
  useEffect(() => {
    // A browser that refuses to play shows the first picture.
    if (runs) void film.current?.play()?.catch(() => undefined);
    else film.current?.pause();
  }, [runs]);
  return (
    <video
      ref={film}
      src={media.url}
      aria-label={media.alt}
      className={FILL}
      autoPlay={runs}
      controls={!isScripted || reducedMotion}
      muted
      loop
      playsInline
      disablePictureInPicture
      preload="auto"
      onError={onError}
    />
  );
}

function Picture({ media, progress, onError }: Media) {
  const near = rounded(1.02 + progress * 0.12);
  const aside = `${rounded((0.5 - progress) * 3)}%, ${rounded((progress - 0.5) * 2)}%`;
  return (
    <img
      src={media.url}
      alt={media.alt}
      className={`${FILL} ${css.glide}`}
      style={{ transform: `scale(${near}) translate(${aside})` }}
      onError={onError}
    />
  );
}

/** The picture or film of a house ad. Where it does not come, what lies behind it is shown. */
export function CampaignMedia(props: CampaignMediaProps) {
  const [isMissing, setMissing] = useState(false);
  if (isMissing) return null;
  const Shown = props.media.type === 'video' ? Film : Picture;
  return <Shown {...props} onError={() => setMissing(true)} />;
}
