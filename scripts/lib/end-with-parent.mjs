import { fstatSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/**
 * Ends this process when the one that started it is gone, however it died: its end of our standard input closes
 * with it. A terminal or /dev/null as input means that nobody holds the leash.
 * Loaded with `node --import` in front of every program that the start script runs. Threads of such a program load it
 * too; their standard input is not the process's and is at its end from the start.
 */
const input = fstatSync(0);
if (isMainThread && (input.isFIFO() || input.isSocket())) {
  process.stdin.on('end', leave).on('error', leave);
  process.stdin.resume();
  process.stdin.unref?.();
}

function leave() {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 8000).unref();
}
