import { formatMoney } from '#lib/domain/money';
import type { SlotView, SubstituteView } from '#lib/domain/order-view';
import { differenceWords } from '@/components/orders/difference-words';
import { LocalTime } from '@/components/orders/local-time-client';
import type { OrderContext } from '@/components/orders/order-context';
import { planWords } from '@/components/orders/plan-words';
import { Flag } from '@/components/ui/flag';
import { Panel } from '@/components/ui/panel';
import { Perforation } from '@/components/ui/perforation';
import { SubmitButton } from '@/components/ui/submit-button-client';

type OfferedSlot = SlotView & { substitute: SubstituteView };

/** For each eSIM that is late: another plan at the same price, if there is one. Nothing is replaced without the press. */
export function SubstituteOffers({ context }: { context: OrderContext }) {
  const offered = context.order.slots.filter(isOffered);
  return offered.map((slot) => <SubstituteOffer key={slot.slot} context={context} slot={slot} />);
}

const isOffered = (slot: SlotView): slot is OfferedSlot =>
  slot.kind === 'waiting' && slot.substitute !== undefined;

type SubstituteOfferProps = { context: OrderContext; slot: OfferedSlot };

function SubstituteOffer({ context, slot }: SubstituteOfferProps) {
  const { order, locale, t } = context;
  const { plan } = slot.substitute;
  const words = planWords(plan, { t, locale });
  const heading = `substitute-${slot.slot}`;
  return (
    <Panel as="section" labelledBy={heading} className="border-ink">
      <div className="space-y-4 p-4 wide:p-6">
        <div className="flex items-start gap-3">
          <Flag code={words.flag} size="row" />
          <div>
            <h2 id={heading} className="type-h3">
              {order.quantity === 1
                ? t('substitute.title')
                : t('substitute.titleOf', { index: slot.slot, count: order.quantity })}
            </h2>
            <p className="font-semibold">{words.title}</p>
          </div>
        </div>
        <p>{t('substitute.body', { amount: formatMoney(order.unitPrice, locale) })}</p>
        <Differences context={context} substitute={slot.substitute} />
      </div>
      <Perforation />
      <form action={context.substitutes.accept} className="space-y-3 p-4 wide:p-6">
        <input type="hidden" name="locale" value={locale} />
        <input type="hidden" name="orderId" value={order.id} />
        <input type="hidden" name="lineId" value={slot.lineId} />
        <input type="hidden" name="planId" value={plan.planId} />
        <SubmitButton>{t('substitute.accept')}</SubmitButton>
        <p className="text-muted text-small">
          <WaitingWords context={context} />
        </p>
      </form>
    </Panel>
  );
}

function Differences({ context, substitute }: { context: OrderContext; substitute: SubstituteView }) {
  const { locale, t } = context;
  const differences = substitute.differences.map((difference) => ({
    kind: difference.kind,
    ...differenceWords(difference, { t, locale }),
  }));
  if (differences.length === 0) return <p>{t('substitute.same')}</p>;
  return (
    <div>
      <h3 className="text-label text-muted">{t('substitute.differences')}</h3>
      <ul className="mt-1 divide-y divide-border">
        {differences.map(({ kind, label, had, has }) => (
          <li key={kind} className="grid gap-x-4 py-2.5 tablet:grid-cols-[9rem_1fr]">
            <span className="text-muted">
              {label}
              <span className="sr-only">: </span>
            </span>
            <span>
              {t.rich('substitute.instead', {
                had,
                has,
                strong: (chunks) => <strong className="font-semibold">{chunks}</strong>,
              })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function WaitingWords({ context: { order, locale, t } }: { context: OrderContext }) {
  const { promiseUntil } = order;
  if (!promiseUntil) return t('substitute.wait');
  const time = () => <LocalTime iso={promiseUntil.toISOString()} format="clock" locale={locale} />;
  return t.rich('substitute.waitUntil', { time });
}
