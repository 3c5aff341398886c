import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Takes `folder/name` for this process. Answers `{ ok: true, release }` or `{ ok: false, pid }` of the living owner.
 * A lock whose process has died, or whose number now belongs to another process, is taken over.
 */
export function lockFolder(folder, name) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const mine = { pid: process.pid, started: readStartTime(process.pid) };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createExclusively(path, JSON.stringify(mine)))
      return { ok: true, release: () => release(path, mine) };
    const owner = readOwner(path);
    if (owner !== undefined && isAlive(owner)) return { ok: false, pid: owner.pid };
    setAside(path, owner);
  }
  throw new Error(`The lock ${path} changes hands too quickly; try again.`);
}

function createExclusively(path, text) {
  let file;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  writeSync(file, text);
  closeSync(file);
  return true;
}

/** Renamed before it is deleted: of two processes that find the same dead lock, only one succeeds. */
function setAside(path, seen) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  const taken = readOwner(aside);
  const isSame = taken?.pid === seen?.pid && taken?.started === seen?.started;
  if (isSame) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

function release(path, mine) {
  const owner = readOwner(path);
  if (owner?.pid === mine.pid && owner.started === mine.started) rmSync(path, { force: true });
}

function readOwner(path) {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { pid, started } = JSON.parse(text);
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, started } : undefined;
  } catch {
    // Half-written by a process that was killed in between: nobody owns it.
    return undefined;
  }
}

function isAlive({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  const now = readStartTime(pid);
  return now === undefined || started === undefined || now === started;
}

/** Linux: ticks since boot at which the process began, field 22 of its stat line. Elsewhere unknown. */
function readStartTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : fields[19];
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}
