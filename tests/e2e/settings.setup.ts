import { expect, test as setup } from '@playwright/test';
import { asOperator, OPERATOR } from './support/operator';

setup('the operator makes ads short and lifts the limits', async ({ baseURL }) => {
  const operator = await asOperator(baseURL ?? '', OPERATOR);
  const short = { watchSeconds: 2 };
  const answer = await operator.call<{ settings: { ads: { text: { watchSeconds: number } } } }>(
    'PATCH',
    '/api/admin/settings',
    {
      ads: { text: short, image: short, cooldownSeconds: 0 },
      limits: { enabled: false },
    },
  );
  expect(answer.status).toBe(200);
  expect(answer.body.settings.ads.text.watchSeconds).toBe(2);
});
