/** The way to the server, as far as this device can tell: whether there is one, and when a connection is not to be trusted. */
export interface Line {
  /** Aborts when the connection of this moment is dead or as good as dead. Each call is for a new connection. */
  next(): AbortSignal;
  /** Something came: the connection lives. */
  heard(): void;
  /** Waits so long; less when the way comes back meanwhile, longer as long as the device has none. */
  wait(ms: number): Promise<void>;
  close(): void;
}

/** The server says something every 15 s at least. */
const SILENT_MS = 35_000;
/** A page that was away for so long may have slept, and its connection died without a word. */
const AWAY_MS = 3_000;

type Target = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

/** What a line listens to; tests bring their own. */
export interface Surroundings {
  window: Target | null;
  document: (Target & { readonly visibilityState: string }) | null;
  onLine(): boolean;
  now(): number;
}

const here = (): Surroundings => ({
  window: typeof window === 'undefined' ? null : window,
  document: typeof document === 'undefined' ? null : document,
  onLine: () => typeof navigator === 'undefined' || navigator.onLine !== false,
  now: () => Date.now(),
});

/** Opens a line until `signal` aborts or it is closed. */
export function openLine(signal: AbortSignal, around: Surroundings = here()): Line {
  let connection = new AbortController();
  let back = Promise.withResolvers<void>();
  let silence: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let hiddenAt = Infinity;

  const cut = () => connection.abort();
  /** Whoever waits goes on, and what is open is opened anew: that is cheap, and nothing comes twice. */
  const again = () => {
    cut();
    back.resolve();
    back = Promise.withResolvers();
  };
  const turned = () => {
    const hidden = around.document?.visibilityState === 'hidden';
    if (!hidden && around.now() - hiddenAt >= AWAY_MS) again();
    hiddenAt = hidden ? around.now() : Infinity;
  };
  /** A page out of the browser's own cache has its words, not its connections. */
  const shown = (event: Event) => {
    if ('persisted' in event && event.persisted) again();
  };
  const close = () => {
    closed = true;
    clearTimeout(silence);
    around.window?.removeEventListener('online', again);
    around.window?.removeEventListener('offline', cut);
    around.window?.removeEventListener('pageshow', shown);
    around.document?.removeEventListener('visibilitychange', turned);
    signal.removeEventListener('abort', close);
    again();
  };
  around.window?.addEventListener('online', again);
  around.window?.addEventListener('offline', cut);
  around.window?.addEventListener('pageshow', shown);
  around.document?.addEventListener('visibilitychange', turned);
  signal.addEventListener('abort', close);
  if (around.document?.visibilityState === 'hidden') hiddenAt = around.now();

  const heard = () => {
    clearTimeout(silence);
    if (!closed) silence = setTimeout(cut, SILENT_MS);
  };
  return {
    next() {
      connection = new AbortController();
      if (signal.aborted) cut();
      heard();
      return connection.signal;
    },
    heard,
    async wait(ms) {
      clearTimeout(silence);
      if (closed || signal.aborted) return;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const time = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
      await Promise.race([time, back.promise]);
      clearTimeout(timer);
      while (!closed && !around.onLine()) await back.promise;
    },
    close,
  };
}
