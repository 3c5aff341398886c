import type { Result } from '#lib/domain/result';
import { closeWiring } from '#lib/wiring';

/**
 * Runs what an operator asked for against the database of DATABASE_URL. Ends with what `run` answers; with 2 where the
 * words made no command or there is no database.
 */
export async function runCommand<Command>(
  command: Result<Command, string>,
  help: string,
  run: (command: Command) => Promise<number>,
): Promise<void> {
  if (!command.ok) return refuse(`${command.error}\n\n${help}`);
  if (!process.env.DATABASE_URL)
    return refuse(
      'DATABASE_URL is missing: give a PostgreSQL address. `npm start` writes that of the embedded database, while it runs, to .data/logs/database.log.',
    );
  process.exitCode = await run(command.value);
  await closeWiring();
}

function refuse(why: string): void {
  console.error(why);
  process.exitCode = 2;
}
