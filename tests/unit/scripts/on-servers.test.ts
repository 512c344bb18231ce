import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { FOLDERS, IGNORED, LEFT_TO_SERVERS } from '../../../scripts/test/on-servers.mjs';
import { jestArgs } from '../../../scripts/test/phases.mjs';

/** The suites that Jest itself would run, by their paths below tests/. */
async function listed(folders: readonly string[], without: readonly string[]): Promise<string[]> {
  const jest = path.resolve('node_modules', 'jest', 'bin', 'jest.js');
  const args = [jest, '--listTests', '--json', ...jestArgs(folders, without)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return (JSON.parse(stdout) as string[]).map((file) => path.relative(path.resolve('tests'), file)).toSorted();
}

describe('the half on servers', () => {
  it('runs every suite of its folders but the ignored ones, and none besides', async () => {
    const all = await listed(FOLDERS, []);
    expect(all.length).toBeGreaterThan(100);
    for (const file of all) expect(file).toMatch(/^(?:integration|races)\//);
    const left = all.filter((file) => !IGNORED.some((pattern) => file.includes(pattern)));
    expect(await listed(FOLDERS, IGNORED)).toEqual(left);
    expect(left.length).toBeGreaterThan(80);
  });

  it('ignores no name that no suite has any more', async () => {
    const all = await listed(FOLDERS, []);
    expect(IGNORED.filter((pattern) => !all.some((file) => file.includes(pattern)))).toEqual([]);
  });

  it('runs whatever the other half leaves to it', async () => {
    const here = await listed(FOLDERS, IGNORED);
    const left = (await listed(FOLDERS, [])).filter((file) => LEFT_TO_SERVERS.some((name) => file.includes(name)));
    expect(left.length).toBe(LEFT_TO_SERVERS.length);
    for (const file of left) expect(here).toContain(file);
  });
});
