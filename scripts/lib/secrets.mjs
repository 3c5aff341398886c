import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What this installation made up for itself, once: keys that must stay the same for its data to stay readable, and
 * an id by which a build knows whose catalogue it was made from.
 */
export function readSecrets(dataDir) {
  const path = join(dataDir, 'secrets.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  const secrets = {
    installation: randomUUID(),
    NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
    DATA_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
}
