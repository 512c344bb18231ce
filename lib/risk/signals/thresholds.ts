/**
 * Below this deviation, as a part of their mean, gaps between beats are a program's. Measured over 60 s of each with the
 * real player in Chromium (its clock ticks every 250 ms) and with timers in Node, both on a busy machine over loopback
 * and with 20 to 80 ms of network: players 0.055 to 0.150, programs 0.002 to 0.017.
 */
export const RHYTHM_VARIATION = 0.02;
