import { expect, test } from '@playwright/test';
import { TOOL_CASES } from '../support/tool-walk/cases';
import { walkTool } from '../support/tool-walk/walk';
import { demoWorld, providerWorld, type WalkWorld } from '../support/tool-walk/world';
import { picture } from './support/person';

/** One of each kind here; `npm run prove -- tools` walks through every tool, at both sizes, with both. */
const SAMPLE = ['extract', 'ask-document', 'image-edit', 'text-to-speech', 'transcription', 'video-generation'];

let world: WalkWorld;
test.beforeAll(async ({ browser: _unused }, info) => {
  test.setTimeout(300_000);
  world = await (info.project.name === 'phone' ? demoWorld() : providerWorld());
});
test.afterAll(() => world.close());

for (const walked of TOOL_CASES.filter(({ toolId }) => SAMPLE.includes(toolId))) {
  test(`${walked.toolId} goes its whole way`, async ({ browser }, info) => {
    const { viewport, isMobile, hasTouch } = info.project.use;
    const context = await browser.newContext({ baseURL: world.hub.url, viewport, isMobile, hasTouch });
    const page = await context.newPage();
    const client = await world.enter(page);
    const seen = await walkTool(
      { page, world, client, picture: (part) => picture(page, info, `${world.name}-${part}`) },
      walked,
    );
    expect(seen.result).not.toBe('');
    await context.close();
  });
}
