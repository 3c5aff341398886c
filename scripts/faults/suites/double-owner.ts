import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { copyTemplate, openEmbedded } from '../world/database.ts';
import { startProgram } from '../world/process.ts';
import { type SuiteContext, type SuiteResult, timed } from './suite.ts';

const PATIENCE_MS = 20_000;

/** A second process on the folder of the embedded database: it leaves with words, and the first one lives on. */
export function runDoubleOwner(
  { root }: SuiteContext,
  { lock }: { lock: 'in place' | 'removed' } = { lock: 'in place' },
): Promise<SuiteResult> {
  return timed(async () => {
    const folder = join(root, `double-owner-${lock}`);
    await rm(folder, { recursive: true, force: true });
    await copyTemplate(root, folder);
    const first = await openEmbedded(folder, join(root, 'double-owner.log'));
    try {
      if (lock === 'removed') await rm(join(folder, 'pg.lock'), { force: true });
      const second = startProgram({
        args: ['scripts/database.mjs'],
        env: { DATA_DIR: folder },
        log: join(root, 'double-owner-second.log'),
      });
      const opened = second
        .line((line) => (line.startsWith('ready') ? 'opened' : undefined))
        .catch(() => 'left');
      const outcome = await Promise.race([opened, wait(PATIENCE_MS, 'silent', { ref: false })]);
      second.kill('SIGKILL');
      const { code } = await second.ended;
      return {
        suite: 'double owner',
        load: 'a second process on the folder of the embedded database',
        figures: { 'the second process': outcome === 'left' ? `left with code ${code}` : outcome },
        violations: outcome === 'left' && code !== 0 ? [] : ['two processes have one folder open'],
      };
    } finally {
      await first.stop();
    }
  });
}
