import { createHash } from 'node:crypto';
import type { Requester } from '@upstash/redis';
import { Redis as TcpClient } from 'ioredis';
import { listenRest } from './listen-rest';
import { listenTcp } from './listen-tcp';
import type { Messages } from './messages';

type Argument = string | number;

/** A command of a store, as in `['SET', 'key', 'value']`. */
export interface Wire {
  command(command: readonly Argument[]): Promise<unknown>;
  /** The same connection as the client of @upstash/redis wants it. */
  requester: Requester;
  subscribe: Messages['subscribe'];
  close(): Promise<void>;
}

/** Name, TCP, TLS and password: more than one command. */
const LEAST_CONNECT_MS = 1_000;

const SHEBANG = /^#!lua[^\n]*\n/;

function sha1(script: string): string {
  return createHash('sha1').update(script).digest('hex');
}

/**
 * @upstash/ratelimit sends Lua whose first line names a flag that plain Redis refuses. Without that line the script
 * has another hash, so what the client asks by the old hash is asked by the new one: still one round trip.
 */
export function createScriptMap(): (command: readonly Argument[]) => readonly Argument[] {
  const known = new Map<string, string>();
  return (command) => {
    const [name, script, ...rest] = command;
    if (typeof name !== 'string' || typeof script !== 'string') return command;
    switch (name.toUpperCase()) {
      case 'EVAL': {
        const plain = script.replace(SHEBANG, '');
        if (plain !== script) known.set(sha1(script), sha1(plain));
        return [name, plain, ...rest];
      }
      case 'EVALSHA':
        return [name, known.get(script) ?? script, ...rest];
      default:
        return command;
    }
  };
}

function asRequester(command: Wire['command']): Requester {
  return {
    request: async <Result>({ body }: { body?: unknown }) => ({
      result: (await command(body as readonly Argument[])) as Result,
    }),
  };
}

/**
 * Redis, Valkey or ElastiCache over TCP. Waits at most a second for the connection, or `timeoutMs` (of one command) where that
 * is longer; later it comes by itself.
 */
export async function openTcp(
  url: string,
  timeoutMs: number,
  onError: (error: Error) => void = () => {},
): Promise<Wire> {
  const client = new TcpClient(url, {
    lazyConnect: true,
    connectTimeout: Math.max(LEAST_CONNECT_MS, timeoutMs),
    commandTimeout: timeoutMs,
    disconnectTimeout: 200,
    maxRetriesPerRequest: 0,
    // A command that cannot be sent now fails now: whoever waits has a fallback.
    enableOfflineQueue: false,
    retryStrategy: (times) => Math.min(200 * times, 2_000),
  });
  client.on('error', onError);
  await client.connect().catch(onError);
  const mapped = createScriptMap();
  const command = async (parts: readonly Argument[]) => {
    const [name, ...rest] = mapped(parts);
    return client.call(String(name), ...rest.map(String));
  };
  const listener = listenTcp(client, onError);
  return {
    command,
    requester: asRequester(command),
    subscribe: listener.subscribe,
    close: async () => {
      listener.close();
      client.disconnect();
    },
  };
}

/** Upstash, or any server of its REST protocol; a command has failed after `timeoutMs`. */
export function openRest(url: string, token: string, timeoutMs: number): Wire {
  const command = async (parts: readonly Argument[]) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(parts),
      signal: AbortSignal.timeout(timeoutMs),
      cache: 'no-store',
    });
    const answer = (await response.json()) as { result?: unknown; error?: string };
    if (!response.ok || answer.error) throw new Error(answer.error ?? `the store answered ${response.status}`);
    return answer.result ?? null;
  };
  const ends = new Set<() => void>();
  return {
    command,
    requester: asRequester(command),
    subscribe: (channel, onMessage) => {
      const end = listenRest({ url, token }, channel, onMessage);
      ends.add(end);
      return () => (ends.delete(end), end());
    },
    close: async () => {
      for (const end of ends) end();
    },
  };
}
