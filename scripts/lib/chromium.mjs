import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findNode, Refusal, root, tools } from './project.mjs';
import { run } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The path of a Chromium: named, of the system, Playwright's own, or installed now. */
export async function findChromium({ env }) {
  if (env.CHROMIUM_PATH) {
    if (existsSync(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Refusal(`CHROMIUM_PATH is "${env.CHROMIUM_PATH}", and there is no such file.`);
  }
  return findInstalled(env) ?? (await install(env));
}

function findInstalled(env) {
  const folders = (env.PATH ?? '').split(delimiter);
  const system = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...system, MAC, readPlaywrightPath(env)].find((path) => path && existsSync(path));
}

function readPlaywrightPath(env) {
  const code = "import('@playwright/test').then(({ chromium }) => console.log(chromium.executablePath()))";
  const { status, stdout } = spawnSync(findNode(), ['-e', code], { cwd: root, env, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

const WAYS = [
  {
    applies: () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'),
    work: (env) =>
      run('sh', ['-c', 'apt-get update -q && apt-get install -y -q --no-install-recommends chromium'], {
        env: { ...env, DEBIAN_FRONTEND: 'noninteractive' },
        name: 'apt-get install chromium',
        timeoutMs: 300_000,
      }),
  },
  {
    applies: () => true,
    work: (env) =>
      run(findNode(), [tools.playwright, 'install', 'chromium'], {
        env,
        name: 'playwright install chromium',
        timeoutMs: 300_000,
      }),
  },
];

async function install(env) {
  const failures = [];
  for (const { applies, work } of WAYS) {
    if (!applies()) continue;
    try {
      await work(env);
    } catch (error) {
      failures.push(error.message);
    }
    const found = findInstalled(env);
    if (found !== undefined) return found;
  }
  const reasons = failures.map((text) => text.split('\n').slice(0, 4).join('\n')).join('\n');
  throw new Refusal(
    `There is no Chromium for the browser tests: install one, or put its path in CHROMIUM_PATH.\n${reasons}`,
  );
}
