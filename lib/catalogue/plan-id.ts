import { createHash } from 'node:crypto';
import { type PlanId, type ProviderId, parsePlanId } from '#lib/domain/plan';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 12;

/** "zendit-4q7k0m2c9v1x": the same for an offer for ever, short, and free of whatever the wholesaler writes in its ids. */
export function toPlanId(provider: ProviderId, offerId: string): PlanId {
  const digest = createHash('sha256').update(offerId).digest();
  const letters = Array.from(digest.subarray(0, LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]);
  const id = parsePlanId(`${provider}-${letters.join('')}`);
  if (!id) throw new Error(`No plan id can be made for a provider named ${provider}`);
  return id;
}
