import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';

const LEASH = new URL('./end-with-parent.mjs', import.meta.url).href;

/** A program on the leash, its standard input held by us. */
function startOnLeash(program) {
  return spawn(process.execPath, ['--import', LEASH, '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

it('ends a program whose starter let go of its standard input', async () => {
  const child = startOnLeash('setInterval(() => undefined, 1000); console.log("up")');
  await once(child.stdout, 'data');
  child.stdin.end();
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGTERM');
});

it('leaves a program alone that starts a thread', async () => {
  const program = `
    const { Worker } = require('node:worker_threads');
    new Worker('', { eval: true, execArgv: ['--import', ${JSON.stringify(LEASH)}] })
      .on('exit', () => setTimeout(() => process.exit(7), 200));`;
  const [code] = await once(startOnLeash(program), 'exit');
  expect(code).toBe(7);
});
