import { StripeRefusal } from './refusal.ts';

function readKey(header: string): string {
  const [, scheme, value = ''] = /^(bearer|basic)\s+(\S+)$/i.exec(header) ?? [];
  if (scheme?.toLowerCase() !== 'basic') return value;
  return Buffer.from(value, 'base64').toString('utf8').split(':')[0] ?? '';
}

const refuse = (message: string) =>
  new StripeRefusal({ status: 401, body: { type: 'invalid_request_error', message }, executed: false });

/** Bearer, or Basic with the key as the user name; anything else is 401. */
export function requireSecretKey(header: string | undefined, secretKey: string) {
  const given = readKey(header ?? '');
  if (given === '')
    throw refuse(
      "You did not provide an API key. Give it in the Authorization header, as 'Bearer YOUR_SECRET_KEY'.",
    );
  if (given === secretKey) return;
  const masked = `${given.slice(0, 8)}${'*'.repeat(Math.max(0, given.length - 12))}${given.slice(-4)}`;
  throw refuse(`Invalid API Key provided: ${masked}`);
}
