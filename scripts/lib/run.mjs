import { spawn } from 'node:child_process';
import { Refusal, root } from './project.mjs';

const running = new Set();

/**
 * Runs a command to its end and answers its output; a `Refusal` with the output when it fails.
 * `show: 'live'` prints what it says as it comes, but its log (standard error) only when it fails.
 */
export function run(
  command,
  args,
  { env = process.env, show = 'on failure', name = command, timeoutMs = 900_000 } = {},
) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child);
    let output = '';
    let log = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killGroup(child.pid, 'SIGKILL');
    }, timeoutMs);
    const take = (bytes) => {
      output += bytes;
      if (show === 'live') process.stdout.write(bytes);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', (bytes) => {
      output += bytes;
      log += bytes;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      if (code === 0) return resolve(output);
      const reason = late ? `did not finish in ${timeoutMs / 1000} s` : `ended with code ${code}`;
      const shown = `\n${(show === 'live' ? log : output).trimEnd()}`;
      reject(new Refusal(`${name} ${reason}.${shown}`, code ?? 1));
    });
  });
}

/** Ends what `run` started and has not finished. */
export function stopRunning() {
  for (const child of running) killGroup(child.pid, 'SIGTERM');
}

/** Signals a child and everything it started; `false` when nothing of it is left. */
export function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch (error) {
    if (error.code === 'ESRCH') return false;
    throw error;
  }
}
