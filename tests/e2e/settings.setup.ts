import { expect, test as setup } from '@playwright/test';
import { asOperator, OPERATOR } from './support/operator';

setup('the operator makes ads short and lifts the limits', async ({ baseURL }) => {
  const operator = await asOperator(baseURL ?? '', OPERATOR);
  const short = { watchSeconds: 2 };
  const answer = await operator.call<{ settings: { ads: { text: { watchSeconds: number } } } }>(
    'PATCH',
    '/api/admin/settings',
    {
      ads: {
        ...{ text: short, image: short, cooldownSeconds: 0 },
        // Long enough to answer its question by keyboard.
        video: { watchSeconds: 4 },
        bonuses: [
          { id: 'watch-on', type: 'watch_on', watchSeconds: 2, reward: 3 },
          { id: 'question', type: 'question', kinds: ['video'], reward: 1 },
        ],
      },
      limits: { enabled: false },
    },
  );
  expect(answer.status).toBe(200);
  expect(answer.body.settings.ads.text.watchSeconds).toBe(2);
});
