import type { Part } from '../part';
import { uncached } from './uncached';

/** In the order they are measured. */
export const PARTS: Part[] = [uncached];
