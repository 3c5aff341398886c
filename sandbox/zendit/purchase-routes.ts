import type { Context } from 'hono';
import { z } from 'zod';
import type { ZenditOffer } from '../catalogue/zendit-offer.ts';
import { readJson } from '../kernel/read-json.ts';
import type { StandIn, StandInEnv } from '../kernel/stand-in.ts';
import { invalidRequest, zenditError } from './error.ts';
import type { ZenditLedger } from './ledger.ts';
import type { ZenditProfile } from './profile.ts';
import { toLpa } from './profile.ts';
import { toPurchaseWire } from './purchase.ts';
import { toQrPng } from './qr-png.ts';
import { matchesDate, purchasesQuerySchema, toPage } from './query.ts';
import type { ZenditSettings } from './settings.ts';

const purchaseSchema = z.strictObject({
  offerId: z.string().min(1),
  transactionId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, - or _'),
  iccid: z
    .string()
    .regex(/^\d{18,22}$/, 'must be an ICCID')
    .optional(),
});
type PurchaseRequest = z.infer<typeof purchaseSchema>;

type Till = {
  standIn: StandIn<ZenditSettings>;
  ledger: ZenditLedger;
  offers: ReadonlyMap<string, ZenditOffer>;
};

type Refusal = { field: keyof PurchaseRequest; reason: string };
type Order = { offer: ZenditOffer; onto: ZenditProfile | undefined };

const sharesPlace = (a: ZenditOffer, b: ZenditOffer) =>
  (a.country !== '' && a.country === b.country) || a.regions.some((region) => b.regions.includes(region));

function checkPurchase({ ledger, offers }: Till, request: PurchaseRequest): Refusal | Order {
  const offer = offers.get(request.offerId);
  if (!offer) return { field: 'offerId', reason: 'does not exist' };
  if (!offer.enabled) return { field: 'offerId', reason: 'is not enabled' };
  if (offer.priceType === 'RANGE')
    return { field: 'offerId', reason: 'needs a value, which eSIM purchases lack' };
  if (request.iccid === undefined) return { offer, onto: undefined };
  const first = ledger.ofEsim(request.iccid)[0];
  if (!first?.profile) return { field: 'iccid', reason: 'is not an eSIM of this account' };
  if (!sharesPlace(first.offer, offer)) return { field: 'iccid', reason: 'cannot take this offer' };
  return { offer, onto: first.profile };
}

const refuse = (c: Context, { field, reason }: Refusal) =>
  zenditError(c, 'INVALID_REQUEST', 'The request is not valid', { [field]: reason });

async function answerPurchase(c: Context<StandInEnv>, till: Till) {
  const json = readJson(await c.req.text());
  const isJson = /^application\/json\b/i.test(c.req.header('content-type') ?? '') && json.ok;
  if (!isJson) return zenditError(c, 'INVALID_REQUEST', 'The body is not JSON', { body: 'is not JSON' });
  const body = purchaseSchema.safeParse(json.value);
  if (!body.success) return invalidRequest(c, body.error);
  const { transactionId } = body.data;
  const { duplicateTransaction } = till.standIn.settings;
  const existing = till.ledger.find(transactionId);
  if (existing && duplicateTransaction === 'same') return c.json({ status: existing.status, transactionId });
  if (existing && duplicateTransaction === 'reject')
    return refuse(c, { field: 'transactionId', reason: 'has been used already' });
  const checked = checkPurchase(till, body.data);
  if ('field' in checked) return refuse(c, checked);
  const { status } = till.ledger.buy({ transactionId, ...checked });
  return c.json({ status, transactionId });
}

function answerList(c: Context<StandInEnv>, { standIn, ledger }: Till) {
  const query = purchasesQuerySchema.safeParse(c.req.query());
  if (!query.success) return invalidRequest(c, query.error);
  const { createdAt, status } = query.data;
  const found = ledger
    .purchases()
    .filter((purchase) => createdAt === undefined || matchesDate(purchase.createdMs, createdAt))
    .filter((purchase) => status === undefined || purchase.status === status);
  const page = toPage(found, query.data);
  const { matchingIdField } = standIn.settings;
  return c.json({ ...page, list: page.list.map((purchase) => toPurchaseWire(purchase, matchingIdField)) });
}

function answerQr(c: Context<StandInEnv>, { ledger }: Till) {
  const purchase = ledger.find(c.req.param('transactionId') ?? '');
  if (purchase?.status !== 'DONE' || !purchase.profile)
    return zenditError(c, 'NOT_FOUND', 'There is no QR code for this transaction');
  const png = toQrPng(toLpa(purchase.profile));
  if ((c.req.header('accept') ?? '').startsWith('application/json'))
    return c.json({ imageBase64: png.toString('base64') });
  return c.body(new Uint8Array(png), 200, { 'content-type': 'image/png' });
}

export function addPurchaseRoutes(till: Till): void {
  const { app, settings } = till.standIn;
  app.post('/v1/esim/purchases', (c) => answerPurchase(c, till));
  app.get('/v1/esim/purchases', (c) => answerList(c, till));
  app.get('/v1/esim/purchases/:transactionId', (c) => {
    const purchase = till.ledger.find(c.req.param('transactionId'));
    if (!purchase) return zenditError(c, 'NOT_FOUND', 'Transaction not found');
    return c.json(toPurchaseWire(purchase, settings.matchingIdField));
  });
  app.get('/v1/esim/purchases/:transactionId/qrcode', (c) => answerQr(c, till));
}
