import sharp from 'sharp';
import { NextRequest } from 'next/server';
import { GET } from '@/app/api/runs/[id]/download/route';
import { cookieNames, sealToken } from '@/lib/auth';
import { openSession } from '@/lib/auth/sessions';
import { downloadRun } from '@/lib/runs';
import { makePicture } from '@/tests/support/files/made-files';
import { runWorld, type RunWorld } from '@/tests/support/run-world';
import { answers, paints } from '@/tests/support/scripted-ai';
import { fixedSettings } from '@/tests/support/test-ctx';
import { openTestDb } from '@/tests/support/test-db';
import { dropTestServices, useTestServices } from '@/tests/support/test-services';

let world: RunWorld;
beforeAll(async () => {
  world = await runWorld(await openTestDb());
}, 180_000);
afterAll(() => world.close());

const PICTURE = { toolId: 'image-generation', input: { prompt: 'A lighthouse' }, fresh: true };

/** A run that has made one picture of these bytes. */
async function painted(bytes: Uint8Array) {
  const userId = await world.userWith(100);
  const ctx = world.ctxOf(userId);
  world.ai.script = paints(bytes);
  const { id } = await world.run(ctx, PICTURE);
  return { userId, ctx, id };
}

it.each([
  ['webp', 'image/webp', 'image-generation-a-lighthouse.webp'],
  ['jpeg', 'image/jpeg', 'image-generation-a-lighthouse.jpg'],
] as const)('a picture comes as %s, of the same size and without what was in its file', async (as, type, name) => {
  const { ctx, id } = await painted(await makePicture('png', 60, 40));
  const file = await downloadRun({ ctx, input: { id, as } });
  expect(file).toMatchObject({ name, type });
  const { format, width, height, exif } = await sharp(file.body as Uint8Array).metadata();
  expect({ format, width, height, exif }).toEqual({ format: as, width: 60, height: 40, exif: undefined });
});

it('what shows through is white in JPEG, and stays in WebP', async () => {
  const clear = { r: 0, g: 0, b: 0, alpha: 0 };
  const { ctx, id } = await painted(
    await sharp({ create: { width: 8, height: 8, channels: 4, background: clear } })
      .png()
      .toBuffer(),
  );
  const [jpeg, webp] = await Promise.all(
    (['jpeg', 'webp'] as const).map(async (as) => (await downloadRun({ ctx, input: { id, as } })).body as Uint8Array),
  );
  expect([...(await sharp(jpeg).raw().toBuffer())].every((value) => value > 250)).toBe(true);
  expect((await sharp(webp).metadata()).hasAlpha).toBe(true);
});

it('is refused with the field that is wrong, and to everybody else', async () => {
  const { ctx, id } = await painted(await makePicture('png'));
  await expect(downloadRun({ ctx, input: { id, as: 'md' } })).rejects.toMatchObject({ fields: [{ path: 'as' }] });
  await expect(downloadRun({ ctx, input: { id, as: 'webp', file: 2 } })).rejects.toMatchObject({
    ...{ code: 'invalid_input', fields: [{ path: 'file' }] },
  });
  const stranger = world.ctxOf(await world.userWith(0));
  await expect(downloadRun({ ctx: stranger, input: { id, as: 'webp' } })).rejects.toMatchObject({ code: 'not_found' });
  const broken = await painted(new Uint8Array(64).fill(1));
  await expect(downloadRun({ ctx: broken.ctx, input: { id: broken.id, as: 'webp' } })).rejects.toMatchObject({
    ...{ code: 'invalid_input', fields: [{ path: 'as' }] },
  });
  world.ai.script = answers('Words.');
  const text = await world.run(ctx, { toolId: 'text-generation', input: { prompt: 'Words' } });
  await expect(downloadRun({ ctx, input: { id: text.id, as: 'jpeg' } })).rejects.toMatchObject({
    fields: [{ path: 'as' }],
  });
});

it('is a download with its type and name; an unknown form is named', async () => {
  const { userId, ctx, id } = await painted(await makePicture('png'));
  const { live, files, instanceId, clock } = ctx;
  const services = useTestServices(ctx.db, { live, files, instanceId, clock, ai: world.ai, settings: fixedSettings() });
  try {
    const user = { id: userId, email: 'a@test.dev', name: null };
    const sealed = await sealToken(await openSession(ctx, userId, null), user, services.secret);
    const cookie = `${cookieNames(services.env).session}=${sealed}`;
    const ask = (as: string) =>
      GET(
        new NextRequest(`http://hub.test/api/runs/${id}/download?as=${as}`, { headers: { cookie, host: 'hub.test' } }),
        {
          params: Promise.resolve({ id }),
        },
      );
    const file = await ask('webp');
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/webp']);
    expect(file.headers.get('content-disposition')).toContain('filename="image-generation-a-lighthouse.webp"');
    expect(file.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
    expect(file.headers.get('x-content-type-options')).toBe('nosniff');
    const unknown = await ask('bmp');
    expect(unknown.status).toBe(422);
    expect(await unknown.json()).toMatchObject({ code: 'invalid_input', errors: [{ path: 'as' }] });
  } finally {
    dropTestServices();
  }
});
