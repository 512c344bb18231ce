import { describe, expect, it } from '@jest/globals';
import { withoutTemplates } from '../../support/embedded-template';
import { imageOf } from '../../support/memory-files';

const entry = (name: string, bytes: string, type = '0'): Buffer => {
  const head = Buffer.alloc(512);
  head.write(name);
  head.write(bytes.length.toString(8).padStart(11, '0'), 124);
  head.write(type, 156);
  return Buffer.concat([head, Buffer.from(bytes), Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
};

describe('the dump that test databases start from', () => {
  it('leaves out the databases that new ones are copied from, and keeps all else byte by byte', () => {
    const kept = [entry('/base/5/1259', 'x'.repeat(513)), entry('/base/14/1', 'another'), entry('/PG_VERSION', '17')];
    const left = [entry('/base/1/1259', 'x'.repeat(1_024)), entry('base/4/PG_VERSION', '17'), entry('/base/1/2', '')];
    const end = Buffer.alloc(1_024);
    const [own, other, version] = kept as [Buffer, Buffer, Buffer];
    const tar = Buffer.concat([left[0]!, own, left[1]!, other, left[2]!, version, end]);
    expect(withoutTemplates(tar).equals(Buffer.concat([...kept, end]))).toBe(true);
  });

  it('keeps the folders of those databases', () => {
    const tar = Buffer.concat([entry('/base/1/', ''), entry('/base/4', '')]);
    expect(withoutTemplates(tar)).toHaveLength(1_024);
  });
});

describe('the image that test databases have their files from', () => {
  it('has every file and folder in its place, without the zeros at its end but with its size', () => {
    const tar = [
      entry('/base/', '', '5'),
      entry('/base/5', '', '5'),
      entry('/base/5/1', 'a\0b\0\0'),
      entry('/base/5/2', ''),
    ];
    const image = imageOf(Buffer.concat([...tar, entry('/PG_VERSION', '17'), Buffer.alloc(1_024)]));
    expect(image.map(({ bytes, ...rest }) => ({ ...rest, bytes: Buffer.from(bytes).toString() }))).toEqual([
      { folder: '', name: 'base', isFolder: true, size: 0, bytes: '' },
      { folder: 'base', name: '5', isFolder: true, size: 0, bytes: '' },
      { folder: 'base/5', name: '1', isFolder: false, size: 5, bytes: 'a\0b' },
      { folder: 'base/5', name: '2', isFolder: false, size: 0, bytes: '' },
      { folder: '', name: 'PG_VERSION', isFolder: false, size: 2, bytes: '17' },
    ]);
  });
});
