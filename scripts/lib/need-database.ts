/** Ends an operator's script that was given no database. */
export function needDatabase(): void {
  if (process.env.DATABASE_URL) return;
  console.error(
    'DATABASE_URL is missing: give a PostgreSQL address. `npm start` writes that of the embedded database, while it runs, to .data/logs/database.log.',
  );
  process.exit(2);
}
