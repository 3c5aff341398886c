import type { HttpBindings } from '@hono/node-server';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import type { z } from 'zod';
import { parseControl } from './control.ts';
import { createFaultBox, injectFaults } from './fault.ts';

/** One line of what really happened at a stand-in: a purchase, a charge, a refund, a mail. Append-only. */
export type RecordEntry = { seq: number; at: string; kind: string; [field: string]: unknown };

export type StandInEnv = { Bindings: HttpBindings };

export type StandIn<Settings> = {
  app: Hono<StandInEnv>;
  settings: Settings;
  /** The stand-in's clock: real time plus the offset set by `POST /__control`. */
  now: () => Date;
  record: (kind: string, fields: Record<string, unknown>) => void;
  entries: () => readonly RecordEntry[];
};

type StandInOptions<Shape extends z.ZodRawShape> = {
  name: string;
  /** Vendor-specific knobs with their defaults; `POST /__control {"settings": {...}}` changes them, strictly checked. */
  settings: z.ZodObject<Shape>;
  /** Puts the vendor's state back to that of a fresh start. */
  reset: () => void;
  /** Brings state that moves with the clock up to date; runs before every request and before the record is read. */
  catchUp?: () => void;
};

/** Builds the shared part of every stand-in: fault injection, clock, record, `/__control`, `/__record`, `/__health`. */
export function createStandIn<Shape extends z.ZodRawShape>(
  options: StandInOptions<Shape>,
): StandIn<z.infer<z.ZodObject<Shape>>> {
  const app = new Hono<StandInEnv>();
  const faults = createFaultBox();
  const defaults = () => options.settings.parse({});
  const catchUp = options.catchUp ?? (() => undefined);
  let entries: RecordEntry[] = [];
  let clockOffsetMs = 0;
  const standIn = {
    app,
    settings: defaults(),
    now: () => new Date(Date.now() + clockOffsetMs),
    record: (kind: string, fields: Record<string, unknown>) => {
      entries.push({ seq: entries.length + 1, at: standIn.now().toISOString(), kind, ...fields });
    },
    entries: () => {
      catchUp();
      return entries;
    },
  };
  const controls = () => ({ faults: faults.list(), clockOffsetMs, settings: standIn.settings });

  const resetAll = () => {
    entries = [];
    faults.replace([]);
    clockOffsetMs = 0;
    Object.assign(standIn.settings, defaults());
    options.reset();
  };

  app.get('/__health', (c) => c.json({ standIn: options.name }));
  app.get('/__record', (c) => c.json(standIn.entries()));
  app.get('/__control', (c) => c.json(controls()));
  app.post('/__control', async (c) => {
    const parsed = parseControl(await c.req.text(), options.settings);
    if (!parsed.ok) return c.json({ error: parsed.error }, 400);
    const { control } = parsed;
    if (control.reset) resetAll();
    if (control.faults) faults.replace(control.faults);
    clockOffsetMs = control.clockOffsetMs ?? clockOffsetMs;
    Object.assign(standIn.settings, control.settings);
    catchUp();
    return c.json(controls());
  });
  app.use(injectFaults(faults));
  app.use((_, next) => {
    catchUp();
    return next();
  });

  return standIn;
}

export type RunningStandIn = { url: string; port: number; close: () => Promise<void> };

/** Serves a stand-in on loopback; port 0 picks a free one. */
export function serveStandIn(app: Hono<StandInEnv>, port: number): Promise<RunningStandIn> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
      resolve({
        url: `http://127.0.0.1:${info.port}`,
        port: info.port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.on('error', reject);
  });
}
