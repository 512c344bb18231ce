/** @jest-environment jsdom */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AdClient } from '@/components/ads/player/types';
import type { Challenge, LocalChallenge, TurnstileChallenge } from '@/lib/risk/types';
import { CLAIM, refused, scriptedAds, sessionOf, viewOf, type ScriptedAds } from '../../support/scripted-ads';
import { renderPlayer } from './render-player';

const watched = sessionOf([viewOf({ complete: true, watchedSeconds: 1 })]);

const local = (id: string): LocalChallenge => ({
  ...{ id, kind: 'local', expiresAt: '2030-01-01T00:00:00Z', proof: { salt: 'salt', bits: 4 } },
  question: { group: 'animals', words: ['bread', 'horse', 'coat', 'owl', 'bed', 'rain'], pick: 2 },
});

const widget: TurnstileChallenge = {
  ...{ id: 'c1', kind: 'turnstile', expiresAt: '2030-01-01T00:00:00Z', siteKey: 'site' },
  ...{ scriptUrl: 'http://127.0.0.1:9/widget.js', action: 'ad-claim' },
};

/** Asks for these one after the other, and pays the claim after the last. */
function asking(...challenges: Challenge[]): ScriptedAds {
  let asked = 0;
  const claim: AdClient['claim'] = async () => {
    const challenge = challenges[asked];
    asked += 1;
    return challenge ? refused('challenge_required', { challenge }) : { ok: true, data: CLAIM };
  };
  return scriptedAds({ session: watched, claim });
}

const answers = (client: ScriptedAds) =>
  client.given('claim').map((given) => (given as { challenge?: { id: string; answer: string } }).challenge);

const check = async (name: string) => userEvent.click(await screen.findByRole('checkbox', { name }));
const send = async () => userEvent.click(screen.getByRole('button', { name: 'Claim my credits' }));

afterEach(() => {
  delete (window as { turnstile?: unknown }).turnstile;
});

describe('a claim that asks for a sign of a person', () => {
  it('is answered with two words and the work of the browser; the watched time stays', async () => {
    const client = asking(local('c1'));
    renderPlayer(client);
    expect(await screen.findByRole('group', { name: 'Choose the 2 words for animals.' })).toBeVisible();
    expect(screen.getByText(/Your watched time is counted and kept/)).toBeVisible();
    await send();
    expect(client.given('claim')).toHaveLength(1);
    await check('Owl');
    await check('Horse');
    await send();
    await waitFor(() => expect(answers(client)).toHaveLength(2));
    const [, given] = answers(client);
    expect(given).toMatchObject({ id: 'c1', answer: expect.stringMatching(/^\d+:1,3$/) });
    const [digits] = given!.answer.split(':');
    expect(createHash('sha256').update(`salt:${digits}`).digest()[0]! >> 4).toBe(0);
  });

  it('says after a wrong answer that another one follows, and takes a third word for the first', async () => {
    const client = asking(local('c1'), local('c2'));
    renderPlayer(client);
    for (const name of ['Bread', 'Coat', 'Bed']) await check(name);
    expect(screen.getByRole('checkbox', { name: 'Bread' })).not.toBeChecked();
    await send();
    expect(await screen.findByText(/That was not it/)).toBeVisible();
    expect(screen.getByRole('checkbox', { name: 'Coat' })).not.toBeChecked();
    expect(answers(client)[1]).toMatchObject({ id: 'c1', answer: expect.stringMatching(/:2,4$/) });
  });

  it('shows the widget of a service, for this very challenge, and sends its word', async () => {
    let given: Record<string, unknown> = {};
    const turnstile = {
      render: (_box: HTMLElement, options: { callback(token: string): void }) => {
        given = { ...options };
        setTimeout(() => options.callback('token'), 0);
        return 'w';
      },
      remove: () => {},
    };
    Object.assign(window, { turnstile });
    const client = asking(widget);
    renderPlayer(client);
    await waitFor(() => expect(answers(client)[1]).toEqual({ id: 'c1', answer: 'token' }));
    expect(given).toMatchObject({ sitekey: 'site', action: 'ad-claim', cData: 'c1' });
  });

  it('offers the hub’s own question where the widget is blocked', async () => {
    const client = asking(widget, local('c2'));
    renderPlayer(client);
    await screen.findByRole('group', { name: 'Check that you are a person' });
    await waitFor(() => expect(document.querySelector('script[src*="widget.js?render=explicit"]')).not.toBeNull());
    document.querySelector('script[src*="widget.js"]')?.dispatchEvent(new Event('error'));
    await userEvent.click(await screen.findByRole('button', { name: 'Answer a question instead' }));
    expect(await screen.findByRole('group', { name: 'Choose the 2 words for animals.' })).toBeVisible();
    expect(answers(client)[1]).toEqual({ id: 'c1', answer: 'unavailable' });
  });
});
