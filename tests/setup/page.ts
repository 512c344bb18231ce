import '@testing-library/jest-dom/jest-globals';
import '@testing-library/jest-dom';
import { configure, getConfig, type Config } from '@testing-library/dom';

// What is waited for ends the wait; only a fault waits this long, so a busy machine is no fault.
configure({ asyncUtilTimeout: 8_000 });

/** Set while `waitFor` looks, which the library says to itself alone. */
type Looking = Config & { _disableExpensiveErrorDiagnostics?: boolean };

// A look that finds nothing yet need not print the page, a quarter of what some suites cost: it is printed when its words are
// read, which `waitFor` does once the wait was in vain.
configure(({ getElementError }) => ({
  getElementError: (message, container) => {
    if (!(getConfig() as Looking)._disableExpensiveErrorDiagnostics) return getElementError(message, container);
    let printed: string | undefined;
    const get = () => (printed ??= getElementError(message, container).message);
    const error = Object.assign(new Error(), { name: 'TestingLibraryElementError' });
    return Object.defineProperty(error, 'message', { configurable: true, get });
  },
}));

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
