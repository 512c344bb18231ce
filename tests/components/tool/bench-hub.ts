import { afterEach, beforeEach } from '@jest/globals';
import { cleanup, screen, within } from '@testing-library/react';
import { openHub, sse, type HubAnswer, type ScriptedHub } from '../../support/scripted-hub';
import { runView } from '../../support/run-views';

export const PROCESS = 'POST /api/process-request';
export const RUN = runView();
export const delta = (id: number, text: string) => sse(id, { type: 'text-delta', id: 'answer', delta: text });
export const end = (id: number, change = {}) => sse(id, { type: 'data-run', data: runView(change) });

/** Of the test that runs now. */
export let hub: ScriptedHub;

/** Each test of a file has a hub of its own, and a browser that remembers nothing. */
export function freshHubs(): void {
  beforeEach(async () => {
    hub = await openHub();
    localStorage.clear();
    sessionStorage.clear();
  });
  afterEach(async () => {
    cleanup();
    await hub.close();
  });
}

export function streams(...events: string[]): HubAnswer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'x-run-id': RUN.id });
    response.end(events.join(''));
  };
}

export const prompt = () => screen.getByLabelText('What should it write?');
export const button = (name: RegExp | string) => screen.getByRole('button', { name });
export const result = () => within(screen.getByRole('region', { name: 'Result' }));
export const posts = () => hub.requests.filter((request) => request.path === '/api/process-request');
