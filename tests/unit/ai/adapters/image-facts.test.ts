import { imageFacts } from '@/lib/ai/adapters/image-facts';
import { PNG } from '../../../support/wire/samples';

const ascii = (text: string) => Buffer.from(text, 'latin1');
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const riff = (...parts: Buffer[]) => Buffer.concat([ascii('RIFF'), hex('00000000'), ascii('WEBP'), ...parts]);

test.each([
  ['a PNG', PNG, { mediaType: 'image/png', width: 1, height: 1 }],
  [
    'a JPEG, behind its first segment',
    hex('ffd8 ffe0 0004 0000 ffc2 0011 08 0120 0200 03 000000'),
    { mediaType: 'image/jpeg', width: 512, height: 288 },
  ],
  ['a JPEG without a frame', hex('ffd8 ffdb 0004 0000'), { mediaType: 'image/jpeg' }],
  [
    'a WebP with loss',
    riff(ascii('VP8 '), hex('00000000 000000 9d012a 0002 2001')),
    { mediaType: 'image/webp', width: 512, height: 288 },
  ],
  [
    'a WebP without loss',
    riff(ascii('VP8L'), hex('00000000 2f ff c1 47 00 0000000000')),
    { mediaType: 'image/webp', width: 512, height: 288 },
  ],
  [
    'a WebP with more to it',
    riff(ascii('VP8X'), hex('0a000000 00000000 ff0100 1f0100')),
    { mediaType: 'image/webp', width: 512, height: 288 },
  ],
  ['a GIF', Buffer.concat([ascii('GIF89a'), hex('0002 2001')]), { mediaType: 'image/gif', width: 512, height: 288 }],
  ['an AVIF', Buffer.concat([hex('0000001c'), ascii('ftypavif')]), { mediaType: 'image/avif' }],
  ['a drawing with scripts', ascii('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), undefined],
  ['a page', ascii('<!doctype html>'), undefined],
  ['sound in the same envelope as WebP', Buffer.concat([ascii('RIFF'), hex('00000000'), ascii('WAVEfmt ')]), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s', (_name, bytes, facts) => {
  expect(imageFacts(new Uint8Array(bytes))).toEqual(facts);
});

test('a view into a larger buffer is read from its own beginning', () => {
  const buffer = Buffer.concat([Buffer.alloc(7, 1), PNG]);
  expect(imageFacts(new Uint8Array(buffer.buffer, buffer.byteOffset + 7, PNG.byteLength))).toMatchObject({ width: 1 });
});
