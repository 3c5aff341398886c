import { setTimeout as pause } from 'node:timers/promises';
import { Refusal } from './project.mjs';

/** Resolves when `url` answers 2xx. `over` is the end of the process behind it: no use in waiting longer than that. */
export async function waitForHttp(url, { name, timeoutMs, over }) {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer yet';
  const end = over.then((result) => {
    throw result;
  });
  end.catch(() => undefined);
  while (Date.now() < deadline) {
    last = await Promise.race([ask(url), end]);
    if (last === 'ok') return;
    await Promise.race([pause(60), end]);
  }
  throw new Refusal(`${name} is not ready after ${timeoutMs / 1000} s (${url}: ${last}).`);
}

async function ask(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(15_000), redirect: 'manual' });
    const body = await response.text();
    return response.ok ? 'ok' : `status ${response.status} ${body.slice(0, 200)}`;
  } catch (error) {
    return error.cause?.code ?? error.message;
  }
}
