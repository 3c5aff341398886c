import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { DiffTarget, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';

const SNAPSHOT = 'schema.prisma';
const LOCKFILE = 'migration_lock.toml';
const NO_FILTER = { externalTables: [], externalEnums: [] };

export type MigrateRequest = {
  databaseUrl: string;
  log: (line: string) => void;
  /** Holds `schema.prisma` and `migrations/`. */
  folder?: string;
};

/**
 * Applies the migrations that the database has not seen, in order, and records them in `_prisma_migrations`.
 * Answers their names. It runs Prisma's own engine, compiled to WebAssembly, because the native one is
 * downloaded at run time from a host that many networks block; `prisma migrate deploy` does the same work.
 */
export async function migrate({
  databaseUrl,
  log,
  folder = import.meta.dirname,
}: MigrateRequest): Promise<readonly string[]> {
  const engine = await openEngine(databaseUrl);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: await readMigrations(join(folder, 'migrations')),
      filters: NO_FILTER,
    });
    for (const name of appliedMigrationNames) log(`applied ${name}`);
    if (appliedMigrationNames.length === 0) log('nothing to do');
    return appliedMigrationNames;
  } finally {
    engine.free();
  }
}

export type DiffRequest = Omit<MigrateRequest, 'log'>;

/**
 * The SQL that leads from the newest migration to `schema.prisma`; `undefined` when nothing differs. It compares
 * two texts, `migrations/schema.prisma` being the schema as the newest migration left it: this engine cannot
 * describe a living database, but insists on being connected to one.
 */
export async function diffSchema(request: DiffRequest): Promise<string | undefined> {
  const { databaseUrl, folder = import.meta.dirname } = request;
  const from = await readIfPresent(() => readFile(join(folder, 'migrations', SNAPSHOT), 'utf8'));
  const to = await readFile(join(folder, SNAPSHOT), 'utf8');
  const engine = await openEngine(databaseUrl);
  try {
    const { stdout } = await engine.diff({
      from: from === undefined ? { tag: 'empty' } : toDatamodel(from),
      to: toDatamodel(to),
      script: true,
      exitCode: null,
      filters: NO_FILTER,
    });
    const script = stdout ?? '';
    return script.replace(/^--.*$/gm, '').trim() === '' ? undefined : script;
  } finally {
    engine.free();
  }
}

const toDatamodel = (content: string): DiffTarget => ({
  tag: 'schemaDatamodel',
  files: [{ path: SNAPSHOT, content }],
});

/** Writes `migrations/<time>_<name>/migration.sql` and answers the folder's name; `undefined` when nothing differs. */
export async function writeMigration(name: string, request: DiffRequest): Promise<string | undefined> {
  const script = await diffSchema(request);
  if (script === undefined) return undefined;
  const { folder = import.meta.dirname } = request;
  const migrations = join(folder, 'migrations');
  const time = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const directory = `${time}_${name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')}`;
  await mkdir(join(migrations, directory), { recursive: true });
  await writeFile(join(migrations, directory, 'migration.sql'), script);
  await writeFile(join(migrations, LOCKFILE), 'provider = "postgresql"\n');
  await copyFile(join(folder, SNAPSHOT), join(migrations, SNAPSHOT));
  return directory;
}

async function readMigrations(baseDir: string): Promise<MigrationList> {
  const entries = await readIfPresent(() => readdir(baseDir, { withFileTypes: true }));
  const names = (entries ?? []).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir,
    lockfile: {
      path: LOCKFILE,
      content: (await readIfPresent(() => readFile(join(baseDir, LOCKFILE), 'utf8'))) ?? null,
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.sort().map((name) => readMigration(baseDir, name))),
  };
}

async function readMigration(
  baseDir: string,
  name: string,
): Promise<MigrationList['migrationDirectories'][number]> {
  const value = await readFile(join(baseDir, name, 'migration.sql'), 'utf8');
  return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok', value } } };
}

async function readIfPresent<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');

let loaded: Promise<Bindings> | undefined;

async function openEngine(databaseUrl: string): Promise<SchemaEngine> {
  loaded ??= loadBindings();
  const { SchemaEngine } = await loaded;
  const adapter = bindMigrationAwareSqlAdapterFactory(
    new PrismaPg({ connectionString: databaseUrl, max: 1 }),
  );
  return SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
}

/**
 * The package's own entry imports its `.wasm` as a module, which Node does only behind a flag: so the two halves
 * are joined here, once, for the bindings keep the instance in a variable of their module.
 */
async function loadBindings(): Promise<Bindings> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const script = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = new WebAssembly.Module(await readFile(new URL('./schema_engine_bg.wasm', script)));
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(exports);
  const start = exports['__wbindgen_start'];
  if (typeof start === 'function') start();
  return bindings;
}

async function main([command, name]: readonly string[]): Promise<void> {
  const { DATABASE_URL: databaseUrl } = process.env;
  if (!databaseUrl) throw new Error('DATABASE_URL is missing: give the address of a PostgreSQL database.');
  await migrate({ databaseUrl, log: console.log });
  if (command === '--check' && (await diffSchema({ databaseUrl })) !== undefined) {
    throw new Error('schema.prisma has changed: write its migration with `npm run migration -- <name>`.');
  }
  if (command !== '--diff') return;
  if (!name) throw new Error('Give the migration a name: npm run migration -- add_device');
  const directory = await writeMigration(name, { databaseUrl });
  console.log(directory ? `wrote prisma/migrations/${directory}` : 'the schema has not changed');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
  process.exit(0);
}
