export * from './actor';
export * from './context';
export * from './day-range';
export * from './remembered';
