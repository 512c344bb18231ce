import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOurUnit, readAdmob } from '@/lib/ads/callbacks/admob-message';
import { cutSigned, readParameters } from '@/lib/ads/callbacks/signed-query';

const value = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed());

describe('a raw query', () => {
  it('is cut before it is decoded: no value can make a parameter, whatever is in it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(value, value), { selector: ([name]) => name, minLength: 1 }), (pairs) => {
        const query = pairs.map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`).join('&');
        expect([...readParameters(query)]).toEqual(pairs);
      }),
    );
  });

  it('gives what was signed without a byte more or less', () => {
    fc.assert(
      fc.property(value.map(encodeURIComponent), fc.stringMatching(/^[\w-]{0,90}$/), (text, signature) => {
        const signed = `a=${text}`;
        const cut = cutSigned(`${signed}&signature=${signature}&key_id=7`, ['signature', 'key_id']);
        expect(cut).toEqual({ signed, values: [signature, '7'] });
      }),
    );
  });

  it('is refused with a name twice, too long, or with codes that mean nothing', () => {
    for (const query of ['a=1&a=2', 'a=1&%61=2', '&', 'a&a', `a=${'x'.repeat(8_192)}`, 'a=%', 'a=%c3']) {
      expect(() => readParameters(query)).toThrow('malformed_json');
    }
  });

  it('never throws anything but a refusal, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        try {
          readAdmob(query);
        } catch (error) {
          expect(error).toMatchObject({ status: 400 });
        }
      }),
    );
  });
});

it.each([
  [['ca-app-pub-1/2'], '2', true],
  [['ca-app-pub-1/2'], 'ca-app-pub-1/2', true],
  [['2'], '2', true],
  [['ca-app-pub-1/2', 'ca-app-pub-1/3'], '3', true],
  [['ca-app-pub-1/2'], 'ca-app-pub-9/2', false],
  [['ca-app-pub-1/23'], '3', false],
  [['ca-app-pub-1/2'], '', false],
  [['ca-app-pub-1/'], '', false],
])('of the units %j, %j is ours: %s', (units, adUnit, ours) => {
  expect(isOurUnit(units, adUnit)).toBe(ours);
});
