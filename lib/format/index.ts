export * from './credits';
export * from './time';
