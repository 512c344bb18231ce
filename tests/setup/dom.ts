import '@testing-library/jest-dom/jest-globals';
import '@testing-library/jest-dom';

// jsdom has no layout: what components ask of it gets the plainest answer.
if (typeof window !== 'undefined') {
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
}
