import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findNode, root } from './project.mjs';
import { killGroup } from './run.mjs';

const LEASH = join(root, 'scripts', 'lib', 'end-with-parent.mjs');
const PATIENCE_MS = 8000;
const REMEMBERED_LINES = 25;

/**
 * Starts long-lived Node programs and ends them together. `ended` resolves with `{ name, code, lines }` of the first
 * one that stops without being asked. Each writes a log file; `show` also prints `all` of it, or its `words` alone,
 * without what it says on standard error.
 */
export function createSupervisor(logFolder) {
  const children = [];
  let stopping;
  let announce;
  const ended = new Promise((resolve) => {
    announce = resolve;
  });
  mkdirSync(logFolder, { recursive: true });

  function start(name, args, { env, show = 'no' }) {
    // Its own process group: Ctrl-C reaches only us, and we stop the shop before its database.
    const process_ = spawn(findNode(), ['--import', LEASH, ...args], {
      cwd: root,
      env,
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const child = { name, process: process_, lines: [], listeners: new Set(), over: undefined };
    process_.stdin.on('error', () => undefined);
    child.over = new Promise((resolve) => {
      process_.on('error', (error) => resolve({ name, code: 1, lines: [error.message] }));
      process_.on('close', (code, signal) => resolve({ name, code: code ?? 1, signal, lines: child.lines }));
    });
    child.over.then((end) => {
      if (stopping === undefined) announce(end);
    });
    listen(child, createWriteStream(join(logFolder, `${name}.log`)), show);
    children.push(child);
    return child;
  }

  async function stopAll() {
    // Last started, first stopped: what depends on others goes before them.
    for (const child of [...children].reverse()) await stop(child);
  }

  return {
    start,
    ended,
    stop() {
      stopping ??= stopAll();
      return stopping;
    },
    kill() {
      for (const {
        process: { pid },
      } of children)
        if (pid !== undefined) killGroup(pid, 'SIGKILL');
    },
  };
}

function listen(child, log, show) {
  for (const stream of [child.process.stdout, child.process.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      child.lines.push(line);
      if (child.lines.length > REMEMBERED_LINES) child.lines.shift();
      if (show === 'all' || (show === 'words' && stream === child.process.stdout)) console.log(line);
      for (const listener of child.listeners) listener(line);
    });
  }
}

async function stop({ process: { pid }, over }) {
  if (pid === undefined || !killGroup(pid, 'SIGTERM')) return;
  const timer = setTimeout(() => killGroup(pid, 'SIGKILL'), PATIENCE_MS);
  await over;
  clearTimeout(timer);
  killGroup(pid, 'SIGKILL');
}

/** Resolves with the first line that `read` turns into something; rejects when the child ends before. */
export function waitForLine(child, read) {
  return new Promise((resolve, reject) => {
    const listener = (line) => {
      const found = read(line);
      if (found === undefined) return;
      child.listeners.delete(listener);
      resolve(found);
    };
    child.listeners.add(listener);
    child.over.then(reject);
  });
}
