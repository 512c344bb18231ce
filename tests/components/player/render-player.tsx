import { AdPlayer, type AdPlayerProps } from '@/components/ads/player/ad-player';
import { renderWords } from '../../support/render-words';
import type { ScriptedAds } from '../../support/scripted-ads';

/** The player alone, before any click of its own. */
export function renderPlayer(client: ScriptedAds, props: Partial<AdPlayerProps> = {}) {
  document.hasFocus = () => true;
  // jsdom has no window to bring to the front.
  window.focus = () => {};
  return renderWords(
    <AdPlayer
      {...{ client, kind: 'text', reward: 5, watchSeconds: 1, autoplay: false, thenRun: false }}
      draw={() => <p>Picture</p>}
      onClaimed={() => {}}
      {...props}
    />,
  );
}
