export * from './actor';
export * from './context';
