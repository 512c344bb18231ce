import '@testing-library/jest-dom/jest-globals';
import '@testing-library/jest-dom';
import { configure } from '@testing-library/dom';

// What is waited for ends the wait; only a fault waits this long, so a busy machine is no fault.
configure({ asyncUtilTimeout: 8_000 });

// jsdom has no layout: what components ask of it gets the plainest answer.
window.matchMedia ??= (query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => {},
  removeEventListener: () => {},
  addListener: () => {},
  removeListener: () => {},
  dispatchEvent: () => false,
});
window.HTMLElement.prototype.scrollIntoView ??= () => {};
