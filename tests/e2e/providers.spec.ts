import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { startHub, type Hub } from '../support/built-hub';
import { startOpenAiWireServer, type WireServer } from '../support/openai-wire-server';
import { ApiClient, asOperator } from './support/operator';
import { expectNoSideScroll, picture } from './support/person';

const MINI = 'openai/gpt-5.4-mini';
const MINE = 'openai/wire-model';

let hub: Hub;
let provider: WireServer;
let person: ApiClient;
test.beforeAll(async () => {
  // A hub of its own takes long to start on a busy machine.
  test.setTimeout(300_000);
  provider = await startOpenAiWireServer();
  hub = await startHub({ env: { OPENAI_API_KEY: 'sk-listed', OPENAI_BASE_URL: provider.url } });
  const operator = await asOperator(hub.url, hub.operator);
  await operator.call('PATCH', '/api/admin/settings', { limits: { enabled: false } });
  person = new ApiClient(hub.url);
  await person.register();
});
test.afterAll(async () => {
  await hub.stop();
  await provider.close();
});

/** What somebody else may choose for text; none where the tool has no model at all. */
async function offered(): Promise<string[]> {
  const { body } = await person.call<{ items: { id: string; models: { id: string }[] }[] }>('GET', '/api/tools');
  return body.items.find(({ id }) => id === 'text-generation')?.models.map(({ id }) => id) ?? [];
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${hub.url}/sign-in`);
  await page.getByLabel('E-mail address').fill(hub.operator.email);
  await page.getByLabel('Password', { exact: true }).fill(hub.operator.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

test('the operator switches a provider, hides a model and adds one; people see each change', async ({ page }, info) => {
  await signIn(page);
  await page.goto(`${hub.url}/admin/providers`);
  await expectNoSideScroll(page);
  expect(await offered()).toContain(MINI);
  const card = page.getByRole('article', { name: 'OpenAI' });
  await card.getByRole('button', { name: 'Switch OpenAI off' }).click();
  await expect(card.getByText('switched off')).toBeVisible();
  await picture(page, info, 'providers');
  // Nothing else serves text: the demo engine does not step in for a provider that is set up.
  expect(await offered()).toEqual([]);
  expect((await person.run({ toolId: 'text-generation', input: { prompt: 'Hello.' } })).status).toBe(503);
  await card.getByRole('button', { name: 'Switch OpenAI on' }).click();
  await expect(card.getByRole('button', { name: 'Switch OpenAI off' })).toBeVisible();
  expect(await offered()).toContain(MINI);

  await page.goto(`${hub.url}/admin/models?q=gpt-5.4`);
  await expectNoSideScroll(page);
  await page.getByRole('button', { name: 'Hide GPT-5.4 mini' }).click();
  await expect(page.getByRole('button', { name: 'Show GPT-5.4 mini' })).toBeVisible();
  expect(await offered()).not.toContain(MINI);
  await page.getByRole('button', { name: 'Show GPT-5.4 mini' }).click();
  await expect(page.getByRole('button', { name: 'Hide GPT-5.4 mini' })).toBeVisible();

  await page.goto(`${hub.url}/admin/providers`);
  await card.getByRole('button', { name: 'Refresh the list of OpenAI' }).click();
  await expect(card.getByText('1 model listed.')).toBeVisible();
  await page.goto(`${hub.url}/admin/models?show=offered`);
  await page.getByRole('link', { name: 'Add wire-model' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByLabel('Name people read').fill('Our own model');
  await page.getByLabel('Quality, 1 to 100').fill('many');
  await page.getByRole('button', { name: 'Add model' }).click();
  await expect(page.getByText('Enter a number.')).toBeVisible();
  await expect(page.getByLabel('Name people read')).toHaveValue('Our own model');
  await page.getByLabel('Quality, 1 to 100').fill('80');
  await page.getByRole('button', { name: 'Add model' }).click();
  await expect(page.getByText('Added. People can choose it now.')).toBeVisible();
  await expectNoSideScroll(page);
  await picture(page, info, 'model-added');
  expect(await offered()).toContain(MINE);
  const run = await person.run({ toolId: 'text-generation', input: { prompt: 'Hello.' }, model: MINE });
  expect(run).toMatchObject({ status: 200, body: { run: { model: MINE } } });

  await page.getByRole('button', { name: 'Remove this model' }).click();
  await expect(page).toHaveURL(/\/admin\/models\?q=/);
  expect(await offered()).not.toContain(MINE);
});

test('the operator sets how long a tool keeps its answers and shares them, and takes it back', async ({
  page,
}, info) => {
  await signIn(page);
  await page.goto(`${hub.url}/admin/cache`);
  await expectNoSideScroll(page);
  const tool = page.getByRole('group', { name: 'Summarize' });
  await tool.getByLabel('Keep for').fill('long');
  await tool.getByRole('checkbox', { name: 'Serve others, too' }).check();
  await page.getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByText('Enter hours from 0 to 8,760')).toBeVisible();
  await expect(tool.getByLabel('Keep for')).toBeFocused();
  await expect(tool.getByLabel('Keep for')).toHaveValue('long');
  await expect(tool.getByRole('checkbox')).toBeChecked();
  await tool.getByLabel('Keep for').fill('24');
  await page.getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByText('Saved. It holds from the next run on.')).toBeVisible();
  await expect(page.getByText('kept for 24 hours · shared between people')).toBeVisible();
  await expect(tool.getByLabel('Keep for')).toHaveValue('24');
  await picture(page, info, 'cache-rules');
  for (const path of ['/admin/cache', '/admin/providers']) {
    await page.goto(hub.url + path);
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id, nodes }) => [path, id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
  }
  await page.goto(`${hub.url}/admin/cache`);
  await tool.getByLabel('Keep for').fill('');
  await tool.getByRole('checkbox').uncheck();
  await page.getByRole('button', { name: 'Save rules' }).click();
  await expect(page.getByText('kept for 24 hours')).toHaveCount(0);
  await expect(page.getByText('shared between people')).toHaveCount(0);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('a model is changed all the same, and a wrong value keeps what was typed', async ({ page }) => {
    await signIn(page);
    await page.goto(`${hub.url}/admin/models/edit?id=openai/gpt-5.6-luna`);
    await page.getByLabel('Name people read').fill('Luna for us');
    await page.getByLabel('A million tokens in').fill('cheap');
    await page.getByRole('button', { name: 'Save model' }).click();
    await expect(page.getByText('Enter a number.')).toBeVisible();
    await expect(page.getByLabel('Name people read')).toHaveValue('Luna for us');
    await page.getByLabel('A million tokens in').fill('0.3');
    await page.getByRole('button', { name: 'Save model' }).click();
    await expect(page.getByText('Saved. It holds for new runs.')).toBeVisible();
    await page.getByRole('button', { name: 'Take my changes back' }).click();
    await expect(page).toHaveURL(/\/admin\/models\?q=/);
    await expect(page.getByText('GPT-5.6 Luna')).toBeVisible();
  });
});
