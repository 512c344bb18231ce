export { configuredUnits, displayUnits } from './display-units';
export { PLACEMENTS, type Placement } from './placements';
export type * from './types';
