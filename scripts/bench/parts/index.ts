import type { Part } from '../part';
import { basics } from './basics';
import { cached } from './cached';
import { fallback } from './fallback';
import { firstToken } from './first-token';
import { inFlight } from './in-flight';
import { profile } from './profile';
import { streams } from './streams';
import { uncached } from './uncached';

/** In the order they are measured. */
export const PARTS: Part[] = [basics, uncached, cached, fallback, firstToken, streams, inFlight, profile];
