import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFolder } from './folder-lock.mjs';

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const writeLock = (owner) => writeFileSync(join(folder, 'a.lock'), JSON.stringify(owner));

it('gives the folder to the first and names it to the second', () => {
  expect(lockFolder(folder, 'a.lock')).toMatchObject({ ok: true });
  expect(lockFolder(folder, 'a.lock')).toEqual({ ok: false, pid: process.pid });
});

it('can be taken again after its release', () => {
  lockFolder(folder, 'a.lock').release();
  expect(lockFolder(folder, 'a.lock')).toMatchObject({ ok: true });
});

it('takes over from a process that has died', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  await once(child, 'exit');
  writeLock({ pid: child.pid, started: '1' });
  expect(lockFolder(folder, 'a.lock')).toMatchObject({ ok: true });
});

it.runIf(process.platform === 'linux')('takes over when the number now belongs to another process', () => {
  writeLock({ pid: process.pid, started: '1' });
  expect(lockFolder(folder, 'a.lock')).toMatchObject({ ok: true });
});

it('takes over a lock that was only half written', () => {
  writeFileSync(join(folder, 'a.lock'), '{"pid":');
  expect(lockFolder(folder, 'a.lock')).toMatchObject({ ok: true });
});

it('does not release what another process has taken over meanwhile', () => {
  const lock = lockFolder(folder, 'a.lock');
  writeLock({ pid: 1, started: 'other' });
  lock.release();
  expect(JSON.parse(readFileSync(join(folder, 'a.lock'), 'utf8'))).toEqual({ pid: 1, started: 'other' });
});
