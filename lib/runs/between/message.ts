/** What instances say to each other about a run. */
export type Message =
  /** Somebody at `back` reads the run and has `from` characters of it. Said again every two seconds. */
  | { type: 'watch'; run: string; from: number; back: string }
  /** A stop was noted in the database: look there. */
  | { type: 'stop'; run: string }
  /** The run is driven here and has nothing new to say. */
  | { type: 'here'; run: string }
  /** More text, which begins at character `at`. */
  | { type: 'text'; run: string; at: number; delta: string }
  /** The database knows more: the run has ended, or is not driven here. */
  | { type: 'look'; run: string };

type Loose = Partial<Record<'type' | 'run' | 'from' | 'back' | 'at' | 'delta', unknown>>;

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** What a message says; null for one that says nothing we know. */
export function parseMessage(raw: string): Message | null {
  let loose: Loose;
  try {
    loose = JSON.parse(raw) as Loose;
  } catch {
    return null;
  }
  if (typeof loose !== 'object' || loose === null || typeof loose.run !== 'string') return null;
  const { type, run, from, back, at, delta } = loose;
  switch (type) {
    case 'watch':
      return isPlace(from) && typeof back === 'string' ? { type, run, from, back } : null;
    case 'text':
      return isPlace(at) && typeof delta === 'string' ? { type, run, at, delta } : null;
    case 'stop':
    case 'here':
    case 'look':
      return { type, run };
    default:
      return null;
  }
}
