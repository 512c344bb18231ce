export { adSetup } from './ad-setup';
export { adsTxt } from './ads-txt';
export { adWarnings } from './ad-warnings';
