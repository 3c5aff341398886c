import credentials from '../credentials.json' with { type: 'json' };
import type { StandIn } from '../kernel/stand-in.ts';
import type { ZenditPurchaseWire } from './purchase.ts';
import type { ZenditSettings } from './settings.ts';

const { webhookHeader, webhookSecret } = credentials.zendit;
/** Zendit waits this long for a 2xx. */
const timeoutMs = 10_000;

type Delivery = { url: string; body: ZenditPurchaseWire; attempt: number };

async function call(url: string, init: RequestInit): Promise<{ httpStatus: number } | { failure: string }> {
  try {
    const answer = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    await answer.body?.cancel();
    return { httpStatus: answer.status };
  } catch (error) {
    // `fetch` says only that it failed; what failed is its cause.
    return { failure: String(error instanceof Error ? (error.cause ?? error) : error) };
  }
}

const isAccepted = (answer: Awaited<ReturnType<typeof call>>) =>
  'httpStatus' in answer && answer.httpStatus >= 200 && answer.httpStatus < 300;

type ZenditWebhook = { send: (body: ZenditPurchaseWire) => void; reset: () => void };

/**
 * Notifies the shop: no signature, but the static header agreed on in the console. An address is checked once with
 * HEAD, as the console does when it is saved; what is not answered with 2xx is sent again by the schedule.
 */
export function createZenditWebhook(standIn: () => StandIn<ZenditSettings>): ZenditWebhook {
  let checked: { url: string; accepted: Promise<boolean> } | undefined;
  let round = 0;

  const head = async (url: string): Promise<boolean> => {
    const answer = await call(url, { method: 'HEAD' });
    standIn().record('webhook_check', { url, ...answer });
    if (!isAccepted(answer)) checked = undefined;
    return isAccepted(answer);
  };
  const check = (url: string): Promise<boolean> => {
    if (checked?.url !== url) checked = { url, accepted: head(url) };
    return checked.accepted;
  };

  const post = async ({ url, body, attempt }: Delivery): Promise<boolean> => {
    const headers = { 'content-type': 'application/json', [webhookHeader]: webhookSecret };
    const answer = await call(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const { transactionId, status } = body;
    standIn().record('webhook', { transactionId, status, attempt, ...answer });
    return isAccepted(answer);
  };

  const deliver = async (delivery: Delivery): Promise<void> => {
    const startedIn = round;
    const accepted = (await check(delivery.url)) && (await post(delivery));
    const delayMs = standIn().settings.webhookRetryMs[delivery.attempt - 1];
    if (accepted || delayMs === undefined || startedIn !== round) return;
    const retry = () => {
      if (startedIn === round) void deliver({ ...delivery, attempt: delivery.attempt + 1 });
    };
    setTimeout(retry, delayMs).unref();
  };

  return {
    send: (body) => {
      const { webhookEnabled, webhookUrl: url, webhookDuplicates } = standIn().settings;
      if (!webhookEnabled || url === '') return;
      for (let copy = 0; copy <= webhookDuplicates; copy++) void deliver({ url, body, attempt: 1 });
    },
    reset: () => {
      round += 1;
    },
  };
}
