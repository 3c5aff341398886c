import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { requestSignIn } from '#lib/account/request-sign-in';

const NOW = new Date('2025-11-22T12:00:00Z');

async function signIn(email: string, refusedKind?: string) {
  const tokens: { identifier: string; token: string; expires: Date }[] = [];
  const mails: { to: string; data: Record<string, string> }[] = [];
  const answer = await requestSignIn(
    {
      saveToken: async (token) => tokens.push(token),
      mails: { queue: async (mail) => void mails.push(mail) },
      limits: {
        take: async (kind) => (kind === refusedKind ? { ok: false, retryAfterSeconds: 60 } : { ok: true }),
      },
      appUrl: 'https://shop.test',
      secret: 'secret',
      now: () => NOW,
    },
    { email, locale: 'de', clientKey: 'client' },
  );
  return { answer, tokens, mails };
}

describe('requestSignIn', () => {
  it('mails a link whose token is stored as a hash alone and lives ten minutes', async () => {
    const { answer, tokens, mails } = await signIn(' Ana@Example.com ');
    expect(answer).toEqual({ kind: 'sent' });
    expect(mails).toMatchObject([{ to: 'ana@example.com', locale: 'de', kind: 'sign_in' }]);
    const link = new URL(mails[0]?.data.url ?? '');
    expect(`${link.origin}${link.pathname}`).toBe('https://shop.test/de/sign-in/confirm');
    const token = link.searchParams.get('token') ?? '';
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(tokens).toEqual([
      {
        identifier: 'ana@example.com',
        token: createHash('sha256').update(`${token}secret`).digest('hex'),
        expires: new Date('2025-11-22T12:10:00Z'),
      },
    ]);
  });

  it.each(['ana', 'ana@example.com,bob@example.com', '"x"@example.com', 'ana@example'])(
    'refuses %s and counts nothing',
    async (email) => {
      expect(await signIn(email, 'sign_in_client')).toEqual({
        answer: { kind: 'email_invalid' },
        tokens: [],
        mails: [],
      });
    },
  );

  it.each(['sign_in_client', 'sign_in_email'])(
    'stores and mails nothing beyond the limit %s',
    async (kind) => {
      expect(await signIn('ana@example.com', kind)).toEqual({
        answer: { kind: 'too_many', retryAfterSeconds: 60 },
        tokens: [],
        mails: [],
      });
    },
  );
});
