import type { ToolValues } from './types';

/** Where drafts are kept; `localStorage` has this shape. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const PREFIX = 'megicai:draft:';
/** Older drafts are somebody's forgotten words. */
const MAX_AGE_MS = 30 * 24 * 3_600_000;
export const DRAFT_DELAY_MS = 300;

interface StoredDraft {
  v: 1;
  savedAt: number;
  values: ToolValues;
}

function isTexts(value: unknown): value is Record<string, string> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every((text) => typeof text === 'string');
}

function parse(raw: string | null): StoredDraft | null {
  if (raw === null) return null;
  try {
    const draft = JSON.parse(raw) as Partial<StoredDraft>;
    const values = draft.values as Partial<ToolValues> | undefined;
    if (draft.v !== 1 || typeof draft.savedAt !== 'number' || !values) return null;
    if (!isTexts(values.input) || !isTexts(values.options)) return null;
    if (typeof values.provider !== 'string' || typeof values.model !== 'string') return null;
    return draft as StoredDraft;
  } catch {
    return null;
  }
}

/** What was typed for a tool in this browser, or null. Storage that is full, forbidden or spoilt counts as empty. */
export function readDraft(storage: DraftStorage | null, toolId: string, nowMs: number): ToolValues | null {
  try {
    const draft = parse(storage?.getItem(PREFIX + toolId) ?? null);
    if (!draft || nowMs - draft.savedAt > MAX_AGE_MS) return null;
    return draft.values;
  } catch {
    return null;
  }
}

export interface DraftWriter {
  /** Writes soon; a later call replaces an earlier one that still waits. */
  save(values: ToolValues): void;
  /** Writes what waits, now: before the page goes away. */
  flush(): void;
  stop(): void;
}

/** Keeps the draft of one tool. Empty input removes it. */
export function createDraftWriter(storage: DraftStorage | null, toolId: string, now: () => number): DraftWriter {
  let waiting: ToolValues | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    if (!waiting) return;
    const values = waiting;
    waiting = null;
    try {
      const empty = Object.values(values.input).every((text) => text.trim() === '');
      if (empty) storage?.removeItem(PREFIX + toolId);
      else storage?.setItem(PREFIX + toolId, JSON.stringify({ v: 1, savedAt: now(), values } satisfies StoredDraft));
    } catch {
      // A full or forbidden storage must not stop anybody from typing.
    }
  };
  return {
    save(values) {
      waiting = values;
      clearTimeout(timer);
      timer = setTimeout(flush, DRAFT_DELAY_MS);
    },
    flush,
    stop: () => (clearTimeout(timer), undefined),
  };
}

/** `localStorage`, or null where the browser forbids it. */
export function browserStorage(kind: 'localStorage' | 'sessionStorage'): DraftStorage | null {
  try {
    return typeof window === 'undefined' ? null : window[kind];
  } catch {
    return null;
  }
}
