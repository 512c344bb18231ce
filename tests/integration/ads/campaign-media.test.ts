import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { NextRequest } from 'next/server';
import sharp from 'sharp';
import { GET as getMedia } from '@/app/api/ads/media/[id]/route';
import { POST as clickRoute } from '@/app/api/ads/click/route';
import { POST as upload } from '@/app/api/admin/campaigns/media/route';
import { DELETE, GET, PATCH } from '@/app/api/admin/campaigns/[id]/route';
import { GET as list, POST as create } from '@/app/api/admin/campaigns/route';
import { reportProgress, startAd, type CampaignMedia, type CampaignView } from '@/lib/ads';
import { cookieNames, sealToken, signIn } from '@/lib/auth';
import { withCtx, type UserActor } from '@/lib/context';
import type { Db } from '@/lib/db';
import type { DefinedRoute } from '@/lib/http';
import { createFileStore, createLiveRuns } from '@/lib/runs';
import { makeCtx, type Services } from '@/lib/server';
import { POST as register } from '@/app/api/auth/register/route';
import { campaignOf } from '../../support/campaigns';
import { filesBelow } from '../../support/files/file-world';
import { makePicture, pngBomb } from '../../support/files/made-files';
import { noAi } from '../../support/scripted-ai';
import { fixedSettings, temporaryDirectory } from '../../support/test-ctx';
import { openTestDb } from '../../support/test-db';
import { dropTestServices, useTestServices } from '../../support/test-services';

const HUB = 'https://hub.example';
const PASSWORD = 'correct horse';
const folder = path.join(temporaryDirectory('campaign-media-'), 'files');
let db: Db;
let services: Services;
let operator: string;
let person: string;
let personActor: UserActor;

interface Ask {
  method?: string;
  cookie?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
  id?: string;
  query?: string;
}

function ask(route: DefinedRoute, { cookie, headers, id, query = '', ...init }: Ask = {}): Promise<Response> {
  const own: Record<string, string> = { host: 'hub.example', origin: HUB, ...(cookie ? { cookie } : {}) };
  const request = new NextRequest(new URL(`/api/x${query}`, HUB), {
    ...init,
    headers: { ...own, ...headers },
    ...(init.body ? { duplex: 'half' } : {}),
  });
  return route(request, { params: Promise.resolve(id ? { id } : {}) });
}

const json = (method: string, cookie: string, body: unknown): Ask => ({
  ...{ method, cookie, body: JSON.stringify(body) },
  headers: { 'content-type': 'application/json' },
});

function form(bytes: Uint8Array, name = 'picture.png', type = 'image/png'): FormData {
  const data = new FormData();
  data.append('file', new File([bytes as Uint8Array<ArrayBuffer>], name, { type }));
  return data;
}

const send = (bytes: Uint8Array, cookie = operator, query = '') =>
  ask(upload, { method: 'POST', cookie, body: form(bytes), query });

const stored = async (bytes: Uint8Array): Promise<CampaignMedia> => {
  const response = await send(bytes);
  expect(response.status).toBe(201);
  return ((await response.json()) as { media: CampaignMedia }).media;
};

async function someone(role: 'user' | 'admin'): Promise<{ cookie: string; userId: string }> {
  const email = `${role}-${crypto.randomUUID()}@example.test`;
  await ask(register, json('POST', '', { email, password: PASSWORD }));
  await db.sql('UPDATE users SET role = $2::text WHERE email = $1::text RETURNING id', [email, role]);
  const ctx = makeCtx(services, { actor: { type: 'guest' }, requestId: 'test', address: null, device: null });
  const { user, token } = await signIn({ ctx, input: { email, password: PASSWORD, userAgent: null } });
  const cookie = `${cookieNames(services.env).session}=${await sealToken(token, user, services.secret)}`;
  return { cookie, userId: user.id };
}

const MP4 = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isomiso2', 'latin1'), Buffer.alloc(5_000, 7)]);
const WEBM = Buffer.concat([Buffer.from('\x1a\x45\xdf\xa3\x42\x82\x84webm', 'latin1'), Buffer.alloc(5_000, 7)]);

beforeAll(async () => {
  db = await openTestDb();
  services = useTestServices(db, {
    ...{ ai: noAi, live: createLiveRuns(), env: { APP_URL: HUB } },
    files: createFileStore(folder),
    settings: fixedSettings({ ads: { text: { watchSeconds: 6, reward: 5 }, builtInWeight: 0 } }),
  });
  const [one, two] = [await someone('admin'), await someone('user')];
  operator = one.cookie;
  person = two.cookie;
  personActor = { type: 'user', userId: two.userId, sessionId: crypto.randomUUID(), role: 'user', plan: 'free' };
});
afterAll(async () => {
  dropTestServices();
  await db.close();
});

describe('a picture', () => {
  it('is made anew: no camera, no place, upright, WebP, no larger than a screen and 2 MB', async () => {
    const media = await stored(await makePicture('jpeg', 3000, 1500));
    expect(media).toMatchObject({ type: 'image', mediaType: 'image/webp', width: 1920, height: 960 });
    const response = await ask(getMedia, { cookie: operator, id: media.id });
    const bytes = Buffer.from(await response.arrayBuffer());
    const { format, exif } = await sharp(bytes).metadata();
    expect({ format, exif, bytes: bytes.byteLength }).toEqual({ format: 'webp', exif: undefined, bytes: media.bytes });
    expect(bytes.includes('Secret Camera')).toBe(false);
  });

  it('of noise comes below 2 MB too', async () => {
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 };
    const loud = await sharp({ create: { width: 1900, height: 1200, channels: 3, background: '#000', noise } })
      .jpeg({ quality: 90 })
      .toBuffer();
    expect((await stored(loud)).bytes).toBeLessThanOrEqual(2 * 1024 * 1024);
  });

  it.each<[string, () => Promise<Uint8Array> | Uint8Array, number]>([
    ['a page that calls itself a picture', () => Buffer.from('<html><script>alert(1)</script></html>'.repeat(4)), 415],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'.repeat(2)), 415],
    ['a GIF', () => makePicture('gif'), 415],
    ['sound in an MP4', () => Buffer.concat([Buffer.from('\0\0\0\x18ftypM4A '), Buffer.alloc(100)]), 415],
    ['a bomb', () => pngBomb(20_000), 413],
    ['one that breaks off', async () => (await makePicture('png', 800, 600)).subarray(0, 600), 422],
    ['the signature of a picture and no more', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 422],
    ['nothing', () => Buffer.alloc(0), 422],
    [
      'more than 10 MB',
      () => Buffer.concat([Buffer.from('\xff\xd8\xff', 'latin1'), Buffer.alloc(11 * 1024 * 1024)]),
      413,
    ],
    ['a film of more than 20 MB', () => Buffer.concat([MP4, Buffer.alloc(20.5 * 1024 * 1024)]), 413],
  ])('is not %s; the field is named and nothing is kept', async (_name, make, status) => {
    const before = await filesBelow(folder);
    const response = await send(await make());
    const problem = (await response.json()) as { errors: { path: string }[] };
    expect([response.status, problem.errors[0]?.path]).toEqual([status, 'file']);
    expect(await filesBelow(folder)).toEqual(before);
  });

  it('is sent by operators alone, from the hub itself', async () => {
    const bytes = await makePicture('png');
    expect((await send(bytes, person)).status).toBe(403);
    expect((await send(bytes, '')).status).toBe(401);
    const foreign = {
      method: 'POST',
      cookie: operator,
      body: form(bytes),
      headers: { origin: 'https://evil.example' },
    };
    expect((await ask(upload, foreign)).status).toBe(403);
  });

  it('sent by a form without script leads back to its page, or says there why not', async () => {
    const good = await send(await makePicture('png'), operator, '?for=new');
    expect([good.status, good.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/admin\/campaigns\/new\?media=[0-9a-f-]{36}#media$/),
    ]);
    const bad = await send(Buffer.from('no picture'), operator, '?for=new');
    expect([bad.status, bad.headers.get('location')]).toEqual([
      303,
      expect.stringContaining('/new?refused=unsupported_media_type'),
    ]);
    expect((await send(await makePicture('png'), operator, '?for=//evil.example')).status).toBe(422);
  });

  it('that no campaign took is gone after a day', async () => {
    const { id } = await stored(await makePicture('png'));
    await db.sql(`UPDATE ad_media SET created_at = created_at - interval '25 hours' RETURNING id`);
    await stored(await makePicture('png'));
    expect((await ask(getMedia, { cookie: operator, id })).status).toBe(404);
  });
});

async function campaignWith(media: CampaignMedia): Promise<CampaignView> {
  const creative = { ...campaignOf().creative, mediaId: media.id, alt: 'A field of tulips' };
  const response = await ask(create, json('POST', operator, { ...campaignOf(), creative }));
  expect(response.status).toBe(201);
  return ((await response.json()) as { campaign: CampaignView }).campaign;
}

describe('the media of a campaign', () => {
  it('are for operators until it is live, then for everybody and every cache, naming nobody', async () => {
    const media = await stored(await makePicture('png'));
    const unseen = () => ask(getMedia, { id: media.id });
    expect((await unseen()).status).toBe(404);
    expect((await ask(getMedia, { cookie: person, id: media.id })).status).toBe(404);
    const campaign = await campaignWith(media);
    expect(campaign.media).toEqual(media);
    expect((await unseen()).status).toBe(404);
    const draft = await ask(getMedia, { cookie: operator, id: media.id });
    expect([draft.status, draft.headers.get('cache-control')]).toEqual([200, 'private, no-store']);
    await ask(PATCH, { ...json('PATCH', operator, { state: 'live' }), id: campaign.id });
    const seen = await unseen();
    expect(Object.fromEntries(seen.headers)).toMatchObject({
      ...{
        'content-type': 'image/webp',
        'x-content-type-options': 'nosniff',
        'cache-control': 'public, max-age=86400',
      },
      'content-security-policy': "sandbox; default-src 'none'",
    });
    expect(seen.headers.get('set-cookie')).toBeNull();
    const beyond = await ask(getMedia, { id: media.id, headers: { range: 'bytes=99999999-' } });
    expect([beyond.status, beyond.headers.get('cache-control')]).toEqual([416, 'no-store']);
  });

  it.each([
    ['mp4', MP4],
    ['webm', WEBM],
  ])('are a film too (%s), served as it came, in ranges, whatever it was called', async (type, bytes) => {
    const response = await ask(upload, {
      method: 'POST',
      cookie: operator,
      body: form(bytes, 'page.html', 'text/html'),
    });
    const { media } = (await response.json()) as { media: CampaignMedia };
    expect(media).toMatchObject({ type: 'video', mediaType: `video/${type}`, bytes: bytes.byteLength });
    const part = await ask(getMedia, { cookie: operator, id: media.id, headers: { range: 'bytes=10-19' } });
    expect([part.status, part.headers.get('content-type')]).toEqual([206, `video/${type}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(10, 20));
  });

  it('are said in words: a campaign without them is refused', async () => {
    const media = await stored(await makePicture('png'));
    const creative = { ...campaignOf().creative, mediaId: media.id };
    const response = await ask(create, json('POST', operator, { ...campaignOf(), creative }));
    expect(response.status).toBe(422);
    expect(((await response.json()) as { errors: object[] }).errors).toMatchObject([{ path: 'creative.alt' }]);
  });
});

describe('the routes of campaigns', () => {
  it('make, list, change, show and delete for operators; to others they are closed', async () => {
    const made = await ask(create, json('POST', operator, campaignOf({ name: 'Over HTTP' })));
    const { campaign } = (await made.json()) as { campaign: CampaignView };
    const id = campaign.id;
    const page = (await (await ask(list, { cookie: operator, query: '?limit=1' })).json()) as { items: CampaignView[] };
    expect(page.items).toMatchObject([{ id, name: 'Over HTTP' }]);
    const patch = json('PATCH', operator, { weight: 9, colour: 'red' });
    const wrong = (await (await ask(PATCH, { ...patch, id })).json()) as object;
    expect(wrong).toMatchObject({ code: 'invalid_input', errors: [{ path: 'colour' }] });
    const right = await ask(PATCH, { ...json('PATCH', operator, { weight: 9 }), id });
    expect(await right.json()).toMatchObject({ campaign: { weight: 9 } });
    expect(await (await ask(GET, { cookie: operator, id })).json()).toMatchObject({ figures: { views: 0 } });
    for (const cookie of [person, '']) {
      const status = cookie ? 403 : 401;
      expect((await ask(list, { cookie })).status).toBe(status);
      expect((await ask(GET, { cookie, id })).status).toBe(status);
      expect((await ask(create, json('POST', cookie, campaignOf()))).status).toBe(status);
      expect((await ask(PATCH, { ...json('PATCH', cookie, {}), id })).status).toBe(status);
      expect((await ask(DELETE, { method: 'DELETE', cookie, id })).status).toBe(status);
    }
    expect((await ask(DELETE, { method: 'DELETE', cookie: operator, id })).status).toBe(204);
    expect((await ask(GET, { cookie: operator, id })).status).toBe(404);
  });
});

describe('the link of a house ad', () => {
  it('is a form: it leads there by a page of its own, and never from another site', async () => {
    await db.sql(`UPDATE ad_campaigns SET state = 'ended' RETURNING id`);
    const url = 'https://bulbs.example/a?x=1&y="2"';
    const creative = { headline: 'Tulips', action: 'Go', url };
    await ask(create, json('POST', operator, { ...campaignOf(), state: 'live', creative }));
    const guest = makeCtx(services, { actor: { type: 'guest' }, requestId: 'test', address: null, device: null });
    const ctx = withCtx(guest, { actor: personActor });
    const { session } = await startAd({ ctx, input: { kind: 'text' } });
    const click = session.views[0]!.creative.campaign!.click!;
    await reportProgress({ ctx, input: { ...click, positionSeconds: 0, visible: true } });
    const body = new URLSearchParams({ ...click, url: 'https://evil.example' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const response = await ask(clickRoute, { method: 'POST', cookie: person, body, headers });
    const html = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(html).toContain('content="0;url=https://bulbs.example/a?x=1&amp;y=%222%22"');
    expect(html).not.toContain('evil');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const asJson = await ask(clickRoute, json('POST', person, click));
    expect(await asJson.json()).toEqual({ url: 'https://bulbs.example/a?x=1&y=%222%22' });
    const foreign = { ...headers, origin: 'https://evil.example' };
    expect((await ask(clickRoute, { method: 'POST', cookie: person, body, headers: foreign })).status).toBe(403);
    expect((await ask(clickRoute, { method: 'POST', cookie: person, body: 'x=1', headers })).status).toBe(422);
    expect((await ask(clickRoute, { method: 'POST', cookie: operator, body, headers })).status).toBe(404);
    const strange = { 'content-type': 'text/plain' };
    expect((await ask(clickRoute, { method: 'POST', cookie: person, body, headers: strange })).status).toBe(415);
  });
});
