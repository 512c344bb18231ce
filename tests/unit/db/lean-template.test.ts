import { describe, expect, it } from '@jest/globals';
import { withoutTemplates } from '../../support/embedded-template';

const entry = (name: string, bytes: string): Buffer => {
  const head = Buffer.alloc(512);
  head.write(name);
  head.write(bytes.length.toString(8).padStart(11, '0'), 124);
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
