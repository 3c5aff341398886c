import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** One hash over the content of files and folders (recursively) and over the extra words. */
export function fingerprint(base, paths, { extra = [], skip = () => false } = {}) {
  const hash = createHash('sha256');
  for (const path of paths)
    for (const file of listFiles(base, path, skip)) add(hash, file, readFileSync(join(base, file)));
  for (const word of extra) add(hash, 'extra', word);
  return hash.digest('hex');
}

function add(hash, name, content) {
  hash.update(`${name}\0${content.length}\0`).update(content);
}

function* listFiles(base, path, skip) {
  const full = join(base, path);
  if (!existsSync(full) || skip(path)) return;
  if (!statSync(full).isDirectory()) return yield path;
  for (const name of readdirSync(full).sort()) yield* listFiles(base, join(path, name), skip);
}

export function readRemembered(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

export function remember(path, print) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, print);
}
