import { spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { acquireDataLock, dataLockOwner } from '@/lib/db/data-lock';

const folder = () => mkdtemp(path.join(tmpdir(), 'megicai-lock-'));

describe('the lock of the embedded data', () => {
  it('names the living process that has it', async () => {
    const directory = await folder();
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    await writeFile(path.join(directory, 'hub.lock'), String(other.pid));
    try {
      await expect(acquireDataLock(directory)).rejects.toThrow(`process ${other.pid}`);
      expect(await dataLockOwner(directory)).toBe(other.pid);
    } finally {
      other.kill('SIGKILL');
    }
  });

  it('is taken over from a dead process', async () => {
    const directory = await folder();
    const dead = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => dead.on('exit', resolve));
    await writeFile(path.join(directory, 'hub.lock'), String(dead.pid));
    const release = await acquireDataLock(directory);
    expect(await dataLockOwner(directory)).toBe(process.pid);
    await release();
    expect(await dataLockOwner(directory)).toBeNull();
  });

  it('is taken over when its process number belongs to a later process', async () => {
    const directory = await folder();
    const later = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    try {
      await writeFile(path.join(directory, 'hub.lock'), `${later.pid} 1`);
      expect(await dataLockOwner(directory)).toBeNull();
      const release = await acquireDataLock(directory);
      expect(await dataLockOwner(directory)).toBe(process.pid);
      await release();
    } finally {
      later.kill('SIGKILL');
    }
  });
});
