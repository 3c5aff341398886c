import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Below these a known hole is open: remote code execution and proxy bypass in Next and React, sign-in in next-auth. */
const FLOORS = {
  next: '16.4.6',
  react: '19.3.1',
  'react-dom': '19.3.1',
  'next-auth': '4.24.15',
  nodemailer: '7.0.7',
  postcss: '8.5.12',
};

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));

/** Every copy that would be installed, nested ones too. */
const installed = Object.entries(lock.packages)
  .map(([path, { version }]) => ({ name: path.split('node_modules/').at(-1), path, version }))
  .filter(({ name }) => name in FLOORS);

const toNumbers = (version) => version.split('-')[0].split('.').map(Number);

function isAtLeast(version, floor) {
  const [have, need] = [toNumbers(version), toNumbers(floor)];
  const index = have.findIndex((part, at) => part !== need[at]);
  return index === -1 || have[index] > need[index];
}

describe('version floors', () => {
  it('knows how versions compare', () => {
    expect(isAtLeast('16.4.6', '16.4.6')).toBe(true);
    expect(isAtLeast('16.10.0', '16.4.6')).toBe(true);
    expect(isAtLeast('16.4.5', '16.4.6')).toBe(false);
    expect(isAtLeast('15.9.9', '16.4.6')).toBe(false);
  });

  it('finds every guarded package in the lock file', () => {
    expect(new Set(installed.map(({ name }) => name))).toEqual(new Set(Object.keys(FLOORS)));
  });

  it.each(installed)('$path $version is not below its floor', ({ name, version }) => {
    expect(isAtLeast(version, FLOORS[name])).toBe(true);
  });
});
