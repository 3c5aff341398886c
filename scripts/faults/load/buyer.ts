import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { OnSale } from '../read-truth.ts';
import { type Dice, drawUuid } from './random.ts';

export type Purchase = { orderId: string; token: string; payUrl: string; email: string; plan: OnSale };

/** How a buyer's visit went: paid, or turned away before the card was touched. */
export type Visit = { kind: 'paid'; purchase: Purchase } | { kind: 'turned_away'; reason: string };

const opened = z.object({ orderId: z.string(), linkToken: z.string(), payUrl: z.string() });
const refused = z.object({ kind: z.string() });
const status = z.object({ stage: z.string() });

/** A browser that is told "later" asks again after this long. */
const PATIENCE_MS = 300;
const ANSWER_MS = 15_000;

type Shopper = {
  shopUrl: () => string;
  dice: Dice;
  plan: OnSale;
  /** How many eSIMs. */
  quantity?: number;
  until: number;
};

let serial = 0;

/** Chooses, pays, and comes back to the order page half of the time. */
export async function visit(shopper: Shopper): Promise<Visit> {
  const checkedOut = await checkOut(shopper);
  if (checkedOut.kind === 'turned_away') return checkedOut;
  await pay(checkedOut.purchase);
  if (shopper.dice.next() < 0.5) await lookOnce(shopper, checkedOut.purchase);
  return checkedOut;
}

/** Sends the form until an order stands or the time is over; the same form, as a browser's reload would. */
export async function checkOut({ shopUrl, dice, plan, quantity = 1, until }: Shopper): Promise<Visit> {
  serial += 1;
  const email = `buyer${serial}@example.com`;
  const form = JSON.stringify({
    planId: plan.id,
    currency: 'EUR',
    email,
    expectedMinor: plan.priceMinor,
    clientKey: email,
    quantity,
    formKey: drawUuid(dice),
  });
  let reason = 'no_answer';
  while (Date.now() < until) {
    const answer = await send(`${shopUrl()}/checkout`, { method: 'POST', body: form });
    if (answer?.status === 200) {
      const { orderId, linkToken: token, payUrl } = opened.parse(answer.body);
      return { kind: 'paid', purchase: { orderId, token, payUrl, email, plan } };
    }
    const said = refused.safeParse(answer?.body);
    if (said.success) reason = said.data.kind;
    // After eight tries the shop itself asks for patience; a buyer would have left.
    if (reason === 'too_many') break;
    await wait(PATIENCE_MS);
  }
  return { kind: 'turned_away', reason };
}

/** Pays on Stripe's page; the money is then on hold whatever the shop is doing. */
export async function pay({ payUrl, email }: Purchase): Promise<void> {
  const form = new URLSearchParams({ email, card_number: '4242424242424242', expiry: '12/34', cvc: '123' });
  const answer = await fetch(payUrl, { method: 'POST', body: form, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`The pay page answered ${answer.status}`);
}

/** What the order page says; `undefined` while the shop does not answer. */
export async function readStage(shopUrl: string, { orderId, token }: Purchase): Promise<string | undefined> {
  const answer = await send(`${shopUrl}/api/orders/${orderId}/status?token=${token}`, { method: 'GET' });
  const said = status.safeParse(answer?.body);
  return said.success ? said.data.stage : undefined;
}

/** Asks for the refund of the order's first eSIM, as the button of the order page does; tries until the shop answers. */
export async function askRefund(
  shopUrl: string,
  { orderId, token }: Purchase,
  until: number,
): Promise<boolean> {
  const body = JSON.stringify({ orderId, token, lineId: `${orderId}-1` });
  while (Date.now() < until) {
    const answer = await send(`${shopUrl}/refund`, { method: 'POST', body });
    if (answer?.status === 200) return true;
    await wait(PATIENCE_MS);
  }
  return false;
}

async function lookOnce({ shopUrl }: Shopper, purchase: Purchase): Promise<void> {
  await readStage(shopUrl(), purchase);
}

/** One request; `undefined` when the shop is down, which is nothing unusual here. */
async function send(
  url: string,
  init: { method: string; body?: string },
): Promise<{ status: number; body: unknown } | undefined> {
  try {
    const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return undefined;
  }
}
