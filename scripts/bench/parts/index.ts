import type { Part } from '../part';
import { cached } from './cached';
import { fallback } from './fallback';
import { firstToken } from './first-token';
import { inFlight } from './in-flight';
import { streams } from './streams';
import { uncached } from './uncached';

/** In the order they are measured. */
export const PARTS: Part[] = [uncached, cached, fallback, firstToken, streams, inFlight];
