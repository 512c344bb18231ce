import { canonicalJson, isUuid, systemIds } from '@/lib/ids';

describe('ids', () => {
  it('are version 7 UUIDs, different each time', () => {
    const ids = Array.from({ length: 1000 }, () => systemIds.uuid());
    expect(new Set(ids).size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('tell a UUID from anything else', () => {
    expect(isUuid(systemIds.uuid())).toBe(true);
    for (const text of ['', '1', "' OR 1=1", `${systemIds.uuid()}x`]) expect(isUuid(text)).toBe(false);
  });

  it('make tokens of 256 bits', () => {
    expect(Buffer.from(systemIds.token(), 'base64url')).toHaveLength(32);
  });
});

describe('canonical JSON', () => {
  it('is equal for equal values however they are ordered', () => {
    expect(canonicalJson({ b: [1, { d: 1, c: 2 }], a: undefined })).toBe(canonicalJson({ b: [1, { c: 2, d: 1 }] }));
  });

  it('differs for lists in another order', () => {
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });
});
