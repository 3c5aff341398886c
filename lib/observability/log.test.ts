import { describe, expect, it } from 'vitest';
import { createLog, redact, toErrorFields, withLogFields } from '#lib/observability/log';

function logged(write: (log: ReturnType<typeof createLog>) => void): { text: string; line: object } {
  const lines: string[] = [];
  write(createLog({ write: (line) => void lines.push(line) }));
  expect(lines).toHaveLength(1);
  const text = lines.join('');
  return { text, line: JSON.parse(text) };
}

describe('redact', () => {
  it.each([
    ['an activation code', 'scan LPA:1$rsp.example.com$K2-1XBQ7D now', 'scan [redacted] now'],
    ['an activation code without its prefix', 'code 1$rsp.example.com$K2-1XBQ7D', 'code [redacted]'],
    ['an activation code in small letters', 'lpa:1$rsp.example.com$k2', '[redacted]'],
    ['an ICCID', 'eSIM 8910390000012345678 failed', 'eSIM [redacted] failed'],
    ['an address', 'to <ana.b+x@example.co.uk>', 'to <[redacted]>'],
    ['a Stripe key', 'key sk_live_51Abc and whsec_9xY', 'key [redacted] and [redacted]'],
    ['a bearer token', 'Authorization: Bearer abc.def-1', 'Authorization: [redacted]'],
    [
      'a database password',
      'postgres://shop:hunter2@localhost:5432/x',
      'postgres:[redacted]localhost:5432/x',
    ],
    ['a token in a link', '/en/orders/x?token=abc123&a=1', '/en/orders/x?[redacted]&a=1'],
    ['line breaks', 'one\r\ntwo\nthree', 'one | two | three'],
  ])('blanks %s', (_, text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('leaves ordinary words, ids and amounts', () => {
    const text = 'Order LF-7Q4K29 (abc123) took 2350 ms, 1990 EUR';
    expect(redact(text)).toBe(text);
  });
});

describe('createLog', () => {
  it('writes one JSON line with the allowed fields', () => {
    const { line } = logged((log) => log.warn('Slow', { orderId: 'abc', durationMs: 12, reason: undefined }));
    expect(line).toMatchObject({ level: 40, msg: 'Slow', orderId: 'abc', durationMs: 12 });
    expect(Object.keys(line).toSorted()).toEqual(['durationMs', 'level', 'msg', 'orderId', 'time']);
  });

  it('drops what is not on the list of fields', () => {
    const fields = { orderId: 'abc', email: 'ana@example.com', activationCode: 'K2' };
    const { text } = logged((log) => log.info('Sent', fields));
    expect(text).not.toMatch(/ana@|K2|email|activationCode/);
  });

  it('blanks secrets in the message, the error and its stack', () => {
    const thrown = new Error('cannot store LPA:1$rsp.example.com$K2-1XBQ7D of ana@example.com');
    const { text } = logged((log) => log.error('Failed for ana@example.com', toErrorFields(thrown)));
    expect(text).not.toMatch(/K2-1XBQ7D|ana@/);
    expect(text).toContain('log.test.ts');
  });

  it('keeps what was thrown and is no error', () => {
    expect(toErrorFields('plain')).toEqual({ error: 'plain' });
  });
});

describe('withLogFields', () => {
  it('adds its fields to every line written meanwhile, after waiting too, and to none afterwards', async () => {
    const lines: object[] = [];
    const log = createLog({ write: (line) => void lines.push(JSON.parse(line)) });
    await withLogFields({ orderId: 'order-1' }, async () => {
      await Promise.resolve();
      withLogFields({ esimId: 'esim-1' }, () => log.info('inside', { status: 200 }));
    });
    log.info('outside');
    expect(lines).toMatchObject([{ orderId: 'order-1', esimId: 'esim-1', status: 200 }, { msg: 'outside' }]);
    expect(lines[1]).not.toHaveProperty('orderId');
  });
});
