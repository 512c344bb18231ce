import { expect, it } from '@jest/globals';
import { formBehind, wayToAd } from '@/components/earn/way-to-ad';

it('leads back to the form that an ad was watched for', () => {
  for (const form of ['/batches/new?tool=summarize', '/compare?tool=text-generation']) {
    const from = new URL(wayToAd('text', form), 'http://hub.test').searchParams.get('from');
    expect(formBehind(from ?? undefined)).toBe(form);
  }
});

it('leads nowhere else', () => {
  for (const from of [undefined, '', '/admin', '//elsewhere.test', 'https://elsewhere.test/compare?tool=chat'])
    expect(formBehind(from)).toBeNull();
  expect(formBehind('/compare?tool=chat&next=//elsewhere.test')).toBeNull();
  expect(formBehind('/compare?tool=chat\n')).toBeNull();
});
