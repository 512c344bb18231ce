import { describe, expect, it } from '@jest/globals';
import { readPieces } from '@/app/_client/run-stream';
import { matches } from '@/components/gallery/matches';
import { messageOf } from '@/components/tool/chat/turn';
import { acceptOf, mayTake } from '@/components/tool/file/accepts';
import { isAside } from '@/components/tool/input-fields';
import { needsQuote } from '@/components/tool/plan';
import { IDLE, runReducer, underWay } from '@/components/tool/run-state';
import type { InputField } from '@/components/tool/types';
import { faultsOf, withFile } from '@/components/tool/values';
import { runView } from '../../support/run-views';

const field = (change: Partial<InputField>): InputField => ({
  ...{ id: 'x', label: 'X', placeholder: '', multiline: false, required: false, maxLength: 10 },
  ...change,
});
const SEED = field({ id: 'seed', type: 'number', min: 0, max: 99 });
const FILE = field({ id: 'fileId', type: 'file', accepts: ['audio'], required: true });
const values = (input: Record<string, string>) => ({ input, options: {}, provider: 'auto', model: 'auto' });
const faults = (only: InputField, text: string) => faultsOf({ fields: [only] }, values({ [only.id]: text }));

describe('faults of a field', () => {
  it('a number is whole and within its range; an optional one may be absent', () => {
    expect(faults(SEED, '')).toEqual({});
    expect(faults(SEED, '42')).toEqual({});
    expect(faults(SEED, '4.2')).toEqual({ seed: { kind: 'notWhole' } });
    expect(faults(SEED, 'seven')).toEqual({ seed: { kind: 'notWhole' } });
    expect(faults(SEED, '100')).toEqual({ seed: { kind: 'outside', min: 0, max: 99 } });
  });

  it('a file that is needed must be there, and an id is never too long', () => {
    expect(faults(FILE, '')).toEqual({ fileId: { kind: 'empty' } });
    expect(faults(FILE, 'x'.repeat(36))).toEqual({});
  });
});

describe('fields that stand aside', () => {
  it('are the small ones that may be left out; files and long texts stay in sight', () => {
    expect(isAside(SEED)).toBe(true);
    expect(isAside(field({}))).toBe(true);
    expect(isAside(field({ multiline: true }))).toBe(false);
    expect(isAside(field({ type: 'file' }))).toBe(false);
    expect(isAside(field({ default: 'a' }))).toBe(false);
    expect(isAside(field({ required: true }))).toBe(false);
  });
});

describe('files for a field', () => {
  it('are proposed and taken by kind; unknown types are left to the server', () => {
    expect(acceptOf({ accepts: ['image'] })).toContain('image/png');
    expect(acceptOf({})).toBeUndefined();
    expect(mayTake({ accepts: ['image'] }, 'image/heic')).toBe(true);
    expect(mayTake({ accepts: ['image'] }, 'audio/mp4')).toBe(false);
    expect(mayTake({ accepts: ['audio'] }, 'video/webm')).toBe(true);
    expect(mayTake({ accepts: ['document'] }, 'application/pdf')).toBe(true);
    expect(mayTake({ accepts: ['document'] }, '')).toBe(true);
  });

  it('come from an address into the first field that takes one', () => {
    const tool = { fields: [field({ id: 'prompt' }), FILE], options: [] };
    expect(withFile(tool, 'abc')?.input).toEqual({ prompt: '', fileId: 'abc' });
    expect(withFile({ fields: [field({})], options: [] }, 'abc')).toBeNull();
  });
});

describe('the price of a tool', () => {
  const pricing = { rule: 'flat' as const, price: 5 };
  const tool = {
    ...{ id: 't', name: '', group: 'write' as const, description: '', converses: false, batches: true },
    ...{ unavailable: null, options: [], examples: [], models: [], price: { from: 5, to: 5 }, coveredCharacters: 10 },
    ...{ autoPrice: 5, autoPricing: pricing, repeatPrice: 0, usualSeconds: null },
  };

  it('is asked of the server for everything but a short text', () => {
    expect(needsQuote({ ...tool, kind: 'text', fields: [field({})] }, values({ x: 'short' }))).toBe(false);
    expect(needsQuote({ ...tool, kind: 'text', fields: [FILE] }, values({ fileId: 'abc' }))).toBe(true);
    expect(needsQuote({ ...tool, kind: 'image', fields: [field({})] }, values({ x: 'short' }))).toBe(true);
  });
});

describe('the progress of a job', () => {
  async function piecesOf(...events: unknown[]) {
    const text = events.map((event) => `id: 1\ndata: ${JSON.stringify(event)}\n\n`).join('');
    const pieces = [];
    for await (const { piece } of readPieces(new Blob([text]).stream())) pieces.push(piece);
    return pieces;
  }

  it('is read from the stream, its share held between nothing and all', async () => {
    expect(
      await piecesOf(
        { type: 'data-progress', data: { state: 'queued' } },
        { type: 'data-progress', data: { state: 'running', share: 1.4 } },
        { type: 'data-progress', data: { state: 'dancing' } },
      ),
    ).toEqual([
      { type: 'progress', progress: { state: 'queued' } },
      { type: 'progress', progress: { state: 'running', share: 1 } },
      null,
    ]);
  });

  it('stands beside the run until it ends, and a found run knows when it began', () => {
    const found = underWay(runView({ status: 'running', output: {}, createdAt: '2026-01-01T00:00:00.000Z' }));
    expect(found.beganAtMs).toBe(Date.UTC(2026, 0, 1));
    const progress = { state: 'running' as const, share: 0.5 };
    expect(runReducer(found, { type: 'event', event: { type: 'progress', progress } }).progress).toEqual(progress);
    expect(runReducer({ ...IDLE, progress }, { type: 'press', fresh: false }).progress).toBeNull();
  });
});

describe('what was said in a turn', () => {
  it('is the message, or of another tool the longest text that went in; ids are no words', () => {
    expect(messageOf({ input: { message: 'Hi', other: 'much longer' } })).toBe('Hi');
    expect(messageOf({ input: { to: 'French', text: 'The shop opens.' } })).toBe('The shop opens.');
    expect(messageOf({ input: { question: 'Why?', fileId: '0198a000-0000-7000-8000-000000000001' } })).toBe('Why?');
    expect(messageOf({ input: {} })).toBe('');
  });
});

describe('looking for a tool', () => {
  const tool = { kind: 'audio' as const, words: 'Transcribe Interviews, lectures and résumés' };

  it('every word of the question begins one of its own, whatever its case and marks', () => {
    expect(matches({ q: '', kind: null }, tool)).toBe(true);
    expect(matches({ q: 'RESUME inter', kind: null }, tool)).toBe(true);
    expect(matches({ q: 'inter kites', kind: null }, tool)).toBe(false);
    expect(matches({ q: 'cribe', kind: null }, tool)).toBe(false);
    expect(matches({ q: 'inter', kind: 'video' }, tool)).toBe(false);
  });
});
