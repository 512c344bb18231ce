import type { IncomingHttpHeaders } from 'node:http';

/** What the server does with one request. */
export type WireStep =
  /** A good answer. `delayMs` stands before each token; `pieces` overrides how the text is cut into tokens. */
  | {
      do: 'ok';
      text?: string;
      pieces?: string[];
      delayMs?: number;
      firstDelayMs?: number;
      usage?: boolean;
      finish?: string;
    }
  /** An HTTP error in OpenAI's shape. */
  | { do: 'status'; status: number; code?: string; retryAfter?: string }
  /** Never sends anything. */
  | { do: 'stall-headers' }
  /** Sends headers and the role chunk, then nothing. */
  | { do: 'stall-first' }
  /** Sends `after` tokens, then nothing. */
  | { do: 'stall-middle'; after?: number }
  /** Destroys the socket: without `after` before the headers, else after so many tokens (0: headers and the role chunk only). */
  | { do: 'cut'; after?: number }
  /** Ends the body politely after `after` tokens, without a finish reason and [DONE]. */
  | { do: 'end-early'; after?: number }
  /** A complete answer without any content. */
  | { do: 'empty' }
  /** Sends `after` tokens, then a chunk that is not JSON. */
  | { do: 'bad-chunk'; after?: number }
  /** Sends `after` tokens, then an error frame inside the stream. */
  | { do: 'error-frame'; after?: number; code?: string }
  /** 200 with an HTML page that does not say what it is. */
  | { do: 'html' }
  /** 200 with a page that says it is one. */
  | { do: 'wrong-type' }
  /** Tokens until so many bytes of text were sent or the caller has gone; `inOnePiece`: as a single token. */
  | { do: 'flood'; bytes: number; inOnePiece?: boolean }
  /** An image; a small PNG unless `b64` is given. */
  | { do: 'image'; b64?: string; delayMs?: number };

export interface WireRequest {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
  /** The caller went away before the answer was complete. */
  aborted: boolean;
  /** Tokens written so far. */
  sent: number;
  /** `performance.now()` when the last token was written. */
  lastTokenAt: number | undefined;
  finished: boolean;
  /** When the answer ended, well or not, by this process's clock (`Date.now`). */
  endedAt?: number;
}
