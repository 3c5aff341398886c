import type { ReactNode } from 'react';
import type { OrderView, SlotView } from '#lib/domain/order-view';
import { LocalTime } from '@/components/orders/local-time-client';
import { isReplaced, type OrderContext } from '@/components/orders/order-context';
import { planWords } from '@/components/orders/plan-words';
import { Icon, type IconName } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';

/** Where the part of the page about one eSIM begins. */
export const slotAnchor = (slot: number) => `esim-${slot}`;

/** "eSIM 2 of 3", with its plan where that is not the one that was ordered. */
export function slotName({ order, locale, t }: OrderContext, slot: SlotView): string {
  const name = t('ready.many', { index: slot.slot, count: order.quantity });
  if (!isReplaced(order, slot)) return name;
  return t('slots.replaced', { name, plan: planWords(slot.plan, { t, locale }).title });
}

/** Whether the eSIMs of an order have come to differ, so that no one sentence is true of all of them. */
export function areSlotsMixed({ slots }: Pick<OrderView, 'slots'>): boolean {
  return new Set(slots.map(stateKey)).size > 1;
}

const stateKey = (slot: SlotView) => (slot.kind === 'waiting' ? `waiting ${slot.holdReason}` : slot.kind);

/** Each traveller's eSIM in a row: where it stands, and the way to it once it is there. */
export function SlotList({ context }: { context: OrderContext }) {
  const { order, t } = context;
  return (
    <Panel as="section" labelledBy="slots" className="px-4 pt-4 pb-1 wide:px-6 wide:pt-5">
      <h2 id="slots" className="type-h3">
        {t('slots.title', { count: order.quantity })}
      </h2>
      <ul className="mt-1 divide-y divide-border">
        {order.slots.map((slot) => (
          <li key={slot.slot}>
            <SlotRow context={context} slot={slot} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function SlotRow({ context, slot }: { context: OrderContext; slot: SlotView }) {
  const name = slotName(context, slot);
  if (slot.kind !== 'ready') return <SlotState {...slotState(context, slot)} name={<h3>{name}</h3>} />;
  return (
    <a href={`#${slotAnchor(slot.slot)}`} className="flex items-center gap-3 hover:bg-sunken">
      <SlotState icon="allowed" colour="text-ok" name={name} detail={context.t('slots.ready')} />
      <Icon name="chevron-down" className="size-5 text-muted" />
    </a>
  );
}

type SlotStateProps = { icon: IconName; colour: string; name: ReactNode; detail: ReactNode };

function SlotState({ icon, colour, name, detail }: SlotStateProps) {
  return (
    <div className="flex min-h-14 min-w-0 flex-1 items-start gap-3 py-3">
      <Icon name={icon} className={`mt-0.5 size-5 ${colour}`} />
      <div className="min-w-0">
        <div className="font-semibold">{name}</div>
        <p className="text-muted text-small">{detail}</p>
      </div>
    </div>
  );
}

function slotState(
  { order, locale, t }: OrderContext,
  slot: Exclude<SlotView, { kind: 'ready' }>,
): Omit<SlotStateProps, 'name'> {
  if (slot.kind === 'not_delivered')
    return { icon: 'failed', colour: 'text-danger', detail: t('slots.notDelivered') };
  if (slot.kind === 'closed' || slot.kind === 'refunded')
    return { icon: 'refund', colour: 'text-info', detail: t('slots.givenBack') };
  const { promiseUntil } = order;
  const deadline = promiseUntil
    ? t.rich('slots.deadline', {
        time: () => <LocalTime iso={promiseUntil.toISOString()} format="clock" locale={locale} />,
      })
    : t('slots.noDeadline');
  if (!slot.holdReason)
    return {
      icon: 'wait',
      colour: 'text-info',
      detail: (
        <>
          {t('slots.waiting')} {deadline}
        </>
      ),
    };
  return {
    icon: 'warn',
    colour: 'text-warn',
    detail: (
      <>
        {t(`held.${slot.holdReason}`)} {deadline}
      </>
    ),
  };
}
