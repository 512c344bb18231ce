/** A way to earn by an ad, as it stands for this person now. */
export interface AdWay {
  kind: 'text' | 'image' | 'video';
  watchSeconds: number;
  /** In credits. */
  reward: number;
  /** How many more of this kind fit under today's cap. */
  leftToday: number;
}
