import { creditExpiry, settingsSchema } from '@/lib/settings';

const now = new Date('2026-03-10T12:00:00.000Z');
const configured = (expiryDays: object) => settingsSchema.parse({ rewards: { expiryDays } });

test('ad credits live 90 days unless the operator says otherwise', () => {
  expect(creditExpiry(configured({}), 'ad', now)).toEqual(new Date('2026-06-08T12:00:00.000Z'));
  expect(creditExpiry(configured({ ad: 1 }), 'ad', now)).toEqual(new Date('2026-03-11T12:00:00.000Z'));
});

test.each(['never', null])('%s is no end', (word) => {
  expect(creditExpiry(configured({ ad: word }), 'ad', now)).toBeNull();
});

test('what writers earn and operators give stays by default', () => {
  expect(creditExpiry(configured({}), 'royalty', now)).toBeNull();
  expect(creditExpiry(configured({}), 'admin', now)).toBeNull();
});

test.each([0, -1, 1.5, 36_501, 'soon'])('%s days are refused with the member named', (days) => {
  const result = settingsSchema.safeParse({ rewards: { expiryDays: { streak: days } } });
  expect(result.error?.issues[0]?.path).toEqual(['rewards', 'expiryDays', 'streak']);
});
