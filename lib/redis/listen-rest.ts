import { createParser } from 'eventsource-parser';

export interface RestAddress {
  url: string;
  token: string;
}

const FIRST_PAUSE_MS = 500;
/** A server of the protocol without subscriptions is asked again now and then, and costs next to nothing. */
const LONGEST_PAUSE_MS = 30_000;

/** One connection: resolves when it ends. Upstash tells `message,<channel>,<text>`. */
async function hear(
  { url, token }: RestAddress,
  channel: string,
  signal: AbortSignal,
  take: (message: string) => void,
): Promise<void> {
  const response = await fetch(`${url}/subscribe/${encodeURIComponent(channel)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    signal,
    cache: 'no-store',
  });
  if (!response.ok || !response.body) throw new Error(`the store answered ${response.status}`);
  const prefix = `message,${channel},`;
  const parser = createParser({
    onEvent: ({ data }) => {
      if (data.startsWith(prefix)) take(data.slice(prefix.length));
    },
  });
  const decoder = new TextDecoder();
  for await (const bytes of response.body) parser.feed(decoder.decode(bytes, { stream: true }));
}

/** Subscribes over REST and subscribes again whenever the connection ends. Returns the end of it. */
export function listenRest(address: RestAddress, channel: string, take: (message: string) => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  void (async () => {
    let pauseMs = FIRST_PAUSE_MS;
    while (!signal.aborted) {
      const heard = (message: string) => {
        pauseMs = FIRST_PAUSE_MS;
        take(message);
      };
      await hear(address, channel, signal, heard).catch(() => undefined);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pauseMs).unref();
        signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
      });
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  })();
  return () => controller.abort();
}
