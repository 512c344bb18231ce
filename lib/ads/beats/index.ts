export { flushBeats } from './flush-beats';
export { recordBeat } from './record-beat';
export { endBeats, forgetBeats, settleBeats, withLiveCount } from './settle-beats';
export { isWhole, watchedMs, type Beat, type BeatRhythm, type StoredRhythm } from './state';
