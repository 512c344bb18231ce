import { useEffect, useEffectEvent } from 'react';
import { loadScript } from '../networks/load-script';
import '../consent/ad-window';

/** Puts a tag's script on the page, in a document that was loaded for tags and in no other. */
export function useTag(src: string, attributes: Record<string, string>, onPlaced: () => void = () => {}): void {
  const place = useEffectEvent(() => {
    loadScript(window, { src, attributes }, () => {});
    onPlaced();
  });
  useEffect(() => {
    if (window.adDocument?.state === 'tags') place();
  }, [src]);
}
