/** So many films are made at a time; each takes two seconds of a processor, and others want to work, too. */
const PLACES = 2;

export interface Studio {
  /**
   * Waits for a place. What is answered gives it back, once. `onWait` is called where there is none at once.
   * @throws the signal's reason where that is aborted first.
   */
  enter(signal: AbortSignal, onWait?: () => void): Promise<() => void>;
}

export function createStudio(places = PLACES): Studio {
  let free = places;
  const waiting: (() => void)[] = [];
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  const place = () => {
    let isGiven = true;
    return () => {
      if (isGiven) leave();
      isGiven = false;
    };
  };
  return {
    async enter(signal, onWait) {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return place();
      }
      onWait?.();
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const stop = () => {
        const at = waiting.indexOf(resolve);
        // Whoever has been called already goes in, and finds out there.
        if (at < 0) return;
        waiting.splice(at, 1);
        reject(signal.reason as Error);
      };
      waiting.push(resolve);
      signal.addEventListener('abort', stop, { once: true });
      await promise.finally(() => signal.removeEventListener('abort', stop));
      return place();
    },
  };
}
