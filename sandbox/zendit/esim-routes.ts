import type { StandIn } from '../kernel/stand-in.ts';
import { zenditError } from './error.ts';
import { isInstalled, readEsimPlans } from './esim-plans.ts';
import type { ZenditLedger } from './ledger.ts';
import { toIso, type ZenditPurchase, type ZenditTransaction } from './purchase.ts';
import type { ZenditSettings } from './settings.ts';

function toRefundWire({ offer, transactionId }: ZenditPurchase, refund: ZenditTransaction) {
  return {
    transactionId: refund.transactionId,
    refundedTransactionId: transactionId,
    status: refund.status,
    type: 'CREDIT',
    productType: 'REFUND',
    amount: offer.cost.fixed ?? 0,
    currency: offer.cost.currency,
    currencyDivisor: offer.cost.currencyDivisor,
    ...(refund.error ? { error: refund.error } : {}),
    log: refund.log,
    createdAt: toIso(refund.createdMs),
    updatedAt: toIso(refund.updatedMs),
  };
}

/** Plans on an eSIM, refunds, and the wallet. */
export function addEsimRoutes({ app, settings, now }: StandIn<ZenditSettings>, ledger: ZenditLedger): void {
  app.get('/v1/balance', (c) =>
    c.json({ availableBalance: settings.walletMinor, currency: 'USD', currencyDivisor: 100 }),
  );
  app.get('/v1/esim/:iccId/plans', (c) => {
    const iccId = c.req.param('iccId');
    // An eSIM whose purchase was refunded is still known: it has no plan left.
    const known = ledger
      .purchases()
      .some(({ status, profile }) => status === 'DONE' && profile?.iccid === iccId);
    if (!known) {
      const fields = { iccId: 'is not an eSIM of this account' };
      return zenditError(c, 'INVALID_REQUEST', 'The request is not valid', fields);
    }
    return c.json(readEsimPlans(ledger.ofEsim(iccId), settings, now().getTime()));
  });
  app.get('/v1/esim/purchases/:transactionId/refund', (c) => {
    const purchase = ledger.find(c.req.param('transactionId'));
    if (!purchase?.refund) return zenditError(c, 'NOT_FOUND', 'Transaction not found');
    return c.json(toRefundWire(purchase, purchase.refund));
  });
  app.post('/v1/esim/purchases/:transactionId/refund', (c) => {
    const purchase = ledger.find(c.req.param('transactionId'));
    if (!purchase) return zenditError(c, 'NOT_FOUND', 'Transaction not found');
    const fields = { transactionId: 'is not refundable' };
    if (purchase.status !== 'DONE')
      return zenditError(c, 'INVALID_REQUEST', 'Only a completed purchase can be refunded', fields);
    const [first] = ledger.ofEsim(purchase.profile?.iccid ?? '');
    if (first && isInstalled(first, settings, now().getTime()))
      return zenditError(c, 'INVALID_REQUEST', 'The eSIM has been installed', fields);
    return c.json({ status: ledger.refund(purchase).status });
  });
}
