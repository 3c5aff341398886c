import { AsyncLocalStorage } from 'node:async_hooks';
import pino from 'pino';

type LogValue = string | number | boolean | undefined | null;

/**
 * The only fields a log line may carry. Anything else is dropped, so that a secret handed over by mistake
 * (activation code, token, address, e-mail) cannot reach a log.
 */
export type LogFields = Partial<
  Record<
    | 'orderId'
    | 'esimId'
    | 'provider'
    | 'requestId'
    | 'method'
    | 'path'
    | 'status'
    | 'durationMs'
    | 'state'
    | 'reason'
    | 'kind'
    | 'subject'
    | 'count'
    | 'task'
    | 'eventId'
    | 'eventType'
    | 'error'
    | 'stack',
    LogValue
  >
>;

const ALLOWED: ReadonlySet<string> = new Set<keyof LogFields>([
  'orderId',
  'esimId',
  'provider',
  'requestId',
  'method',
  'path',
  'status',
  'durationMs',
  'state',
  'reason',
  'kind',
  'subject',
  'count',
  'task',
  'eventId',
  'eventType',
  'error',
  'stack',
]);

const SECRET_SHAPES = [
  /LPA:1\$\S+/gi,
  /1\$[A-Za-z0-9.-]+\$\S*/g,
  /\b(sk|rk|whsec)_\w+/g,
  /\b89\d{16,20}\b/g,
  /Bearer\s+\S+/gi,
  /\/\/[^\s/@]+:[^\s/@]+@/g,
  /\b(?:token|key|secret|password)=[^\s&]+/gi,
  /[^\s@<>"]+@[^\s@<>"]+\.[a-z]{2,}/gi,
];

/** Blanks what looks like a secret or an address inside free text, and line breaks with it. */
export function redact(text: string): string {
  const blanked = SECRET_SHAPES.reduce((rest, shape) => rest.replaceAll(shape, () => '[redacted]'), text);
  return blanked.replaceAll(/[\r\n]+/g, ' | ');
}

export type Log = {
  info: (message: string, fields?: LogFields) => void;
  warn: (message: string, fields?: LogFields) => void;
  error: (message: string, fields?: LogFields) => void;
};

/** A logger that writes one JSON line per call, to standard error, with allow-listed, redacted fields only. */
export function createLog(destination?: pino.DestinationStream): Log {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(options, destination ?? pino.destination(2));
  return {
    info: (message, fields) => logger.info(clean(fields), redact(message)),
    warn: (message, fields) => logger.warn(clean(fields), redact(message)),
    error: (message, fields) => logger.error(clean(fields), redact(message)),
  };
}

const surroundings = new AsyncLocalStorage<LogFields>();

/** Every line written while `work` runs carries the fields too: so each call to a partner names the order it serves. */
export function withLogFields<T>(fields: LogFields, work: () => T): T {
  return surroundings.run({ ...surroundings.getStore(), ...fields }, work);
}

/** Message and stack of anything thrown, ready for `log.error`. */
export function toErrorFields(thrown: unknown): LogFields {
  if (!(thrown instanceof Error)) return { error: String(thrown) };
  return { error: thrown.message, stack: thrown.stack };
}

function clean(fields: LogFields = {}): Record<string, unknown> {
  const entries = Object.entries({ ...surroundings.getStore(), ...fields }).filter(
    ([key, value]) => ALLOWED.has(key) && value !== undefined,
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
  );
}
