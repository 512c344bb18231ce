import { readFileSync } from 'node:fs';
import { parseEnv } from '@/lib/env';

const example = readFileSync('.env.example', 'utf8');
const names = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? '').sort();

describe('.env.example', () => {
  it('lists exactly the variables that lib/env.ts reads', () => {
    const read = names(readFileSync('lib/env.ts', 'utf8'), /^ {4}([A-Z][A-Z_]+):/gm);
    expect(read).toContain('DATABASE_URL');
    expect(names(example, /^#? ?([A-Z][A-Z_]+)=/gm)).toEqual([...read, 'CONFIG_FILE'].sort());
  });

  it('boots as it stands, with everything commented out', () => {
    expect(example.split('\n').filter((line) => line && !line.startsWith('#'))).toEqual([]);
    expect(parseEnv({}).PORT).toBe(3000);
  });
});
