// What needs script (`submit-button`) is imported by its own file, so that no page loads it unasked.
export * from './alert';
export * from './badge';
export * from './button';
export * from './card';
export * from './coin';
export * from './cx';
export * from './duration';
export * from './empty-state';
export * from './field';
export * from './form-state';
export * from './input';
export * from './page-header';
export * from './popover';
export * from './progress';
export * from './skeleton';
export * from './tabs';
export * from './when';
