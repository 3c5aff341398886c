import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { servePglite } from './serve-pglite.mjs';

let db;
let server;
let pool;

beforeAll(async () => {
  db = await PGlite.create();
  server = await servePglite(db);
  const connectionString = `postgresql://postgres:postgres@127.0.0.1:${server.port}/postgres`;
  pool = new pg.Pool({ connectionString, max: 6 });
});

afterAll(async () => {
  await pool.end();
  await server.close();
  await db.close();
});

it('keeps the parameters of clients apart when their requests need several packets', async () => {
  const padding = 'x'.repeat(400_000);
  const ask = async (number) => {
    const isOdd = number % 2 === 1;
    const text = isOdd
      ? 'select $1::int as number, $2::text as word, length($3::text) as size'
      : 'select $2::int as number, $1::text as word, length($3::text) as size';
    const pair = isOdd ? [number, `w${number}`] : [`w${number}`, number];
    const { rows } = await pool.query(text, [...pair, padding]);
    return rows[0];
  };
  const numbers = Array.from({ length: 120 }, (_, index) => index);
  const answers = await Promise.all(numbers.map(ask));
  expect(answers).toEqual(numbers.map((number) => ({ number, word: `w${number}`, size: 400_000 })));
});

it('lets nobody into an open transaction', async () => {
  await pool.query('create table counter (value int)');
  await pool.query('insert into counter values (0)');
  const increment = async () => {
    const client = await pool.connect();
    await client.query('begin');
    const { rows } = await client.query('select value from counter for update');
    await client.query('update counter set value = $1', [rows[0].value + 1]);
    await client.query('commit');
    client.release();
  };
  await Promise.all(Array.from({ length: 40 }, increment));
  const { rows } = await pool.query('select value from counter');
  expect(rows).toEqual([{ value: 40 }]);
});

it('rolls back what a client leaves open when it vanishes, and goes on serving the others', async () => {
  const client = new pg.Client({ ...pool.options });
  await client.connect();
  await client.query('begin');
  await client.query('update counter set value = 999');
  const ended = new Promise((resolve) => client.once('error', resolve));
  client.connection.stream.destroy();
  await ended;
  const { rows } = await pool.query('select value from counter');
  expect(rows).toEqual([{ value: 40 }]);
});

it('goes on after a statement that fails', async () => {
  await expect(pool.query('select $1::int', ['no number'])).rejects.toThrow('invalid input syntax');
  const { rows } = await pool.query('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
});
