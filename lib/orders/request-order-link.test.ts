import { describe, expect, it } from 'vitest';
import { parseOrderId } from '#lib/domain/order';
import { requestOrderLink } from '#lib/orders/request-order-link';
import { requireValue } from '#lib/orders/test-fulfilment';

async function request(number: string, email: string, refusedKind?: string) {
  const queued: object[] = [];
  const taken: string[] = [];
  const order = { id: requireValue(parseOrderId('link0000000000000000001')), email: 'ana@example.com' };
  const answer = await requestOrderLink(
    {
      orders: { readOrderByNumber: async (asked) => (asked === 'LF-7Q4K29' ? order : undefined) },
      mails: { queue: async (mail) => void queued.push(mail) },
      limits: {
        take: async (kind, key) => {
          taken.push(`${kind} ${key}`);
          return kind === refusedKind ? { ok: false, retryAfterSeconds: 9 } : { ok: true };
        },
      },
    },
    { number, email, locale: 'en', clientKey: 'client' },
  );
  return { answer, queued, taken };
}

describe('requestOrderLink', () => {
  it('mails a link to the address of the order, however number and address are typed', async () => {
    const { answer, queued, taken } = await request(' lf-7q4k29 ', ' Ana@Example.com ');
    expect(answer).toEqual({ kind: 'sent' });
    expect(queued).toMatchObject([
      { kind: 'order_link', to: 'ana@example.com', orderId: 'link0000000000000000001', data: {} },
    ]);
    expect(taken).toEqual(['order_link_client client', 'order_link_email ana@example.com']);
  });

  it.each([
    ['another address', 'LF-7Q4K29', 'bob@example.com'],
    ['another order', 'LF-000000', 'ana@example.com'],
    ['no order number', 'x', 'ana@example.com'],
  ])('gives the same answer for %s, and mails nothing', async (_, number, email) => {
    const { answer, queued } = await request(number, email);
    expect(answer).toEqual({ kind: 'sent' });
    expect(queued).toEqual([]);
  });

  it.each(['order_link_client', 'order_link_email'])('mails nothing beyond the limit %s', async (kind) => {
    const { answer, queued } = await request('LF-7Q4K29', 'ana@example.com', kind);
    expect(answer).toEqual({ kind: 'too_many', retryAfterSeconds: 9 });
    expect(queued).toEqual([]);
  });
});
