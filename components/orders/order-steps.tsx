import { LocalTime } from '@/components/orders/local-time-client';
import { arePlansMixed, isHeld, type OrderContext } from '@/components/orders/order-context';
import { Panel } from '@/components/ui/panel';
import { type Step, Steps } from '@/components/ui/steps';

/** The order's way with times: what happened, what happens, what comes. */
export function OrderSteps({ context }: { context: OrderContext }) {
  const { order, t } = context;
  const steps = order.stage === 'released' ? releasedSteps(context) : waitingSteps(context);
  const stateWords = {
    done: t('steps.done'),
    now: t('steps.now'),
    next: t('steps.next'),
    failed: t('steps.failed'),
  };
  return (
    <Panel>
      <Steps steps={steps} stateWords={stateWords} />
    </Panel>
  );
}

function waitingSteps(context: OrderContext): Step[] {
  const { order, words, t } = context;
  const { placedAt } = order;
  const held = isHeld(order);
  return [
    holdStep(context),
    {
      key: 'ordered',
      state: placedAt ? 'done' : 'now',
      title: placedAt || !held ? t('steps.ordered') : t('steps.waiting'),
      time: placedAt ? timeOf(placedAt, context) : t('steps.timeNow'),
    },
    {
      key: 'preparing',
      state: placedAt ? 'now' : 'next',
      title: held && placedAt ? t('steps.waiting') : t('steps.preparing'),
      detail: held || order.phase !== 'soon' ? undefined : t('steps.preparingDetail'),
      time: placedAt ? t('steps.timeNow') : undefined,
    },
    { key: 'ready', state: 'next', title: t('steps.ready'), detail: t('steps.readyDetail') },
    { key: 'installed', state: 'next', title: t('steps.installed'), detail: t('steps.installedDetail') },
    {
      key: 'connected',
      state: 'next',
      title: t('steps.connected', { place: words.place }),
      detail: arePlansMixed(order) ? undefined : startWords(context),
    },
  ];
}

function startWords({ plan, words, t }: OrderContext): string {
  const { days } = words;
  return t(plan.start === 'first_connection' ? 'steps.connectedFirst' : 'steps.connectedUnknown', { days });
}

function releasedSteps(context: OrderContext): Step[] {
  const { order, t } = context;
  const { placedAt, releasedAt } = order;
  const time = releasedAt ? timeOf(releasedAt, context) : undefined;
  return [
    holdStep(context),
    ...(placedAt
      ? [
          {
            key: 'ordered',
            state: 'done' as const,
            title: t('steps.ordered'),
            time: timeOf(placedAt, context),
          },
        ]
      : []),
    {
      key: 'nothing',
      state: 'failed',
      title: t('steps.nothingArrived'),
      detail: t('steps.nothingArrivedDetail'),
      time,
    },
    releasedAt
      ? { key: 'released', state: 'done', title: t('steps.released'), time }
      : { key: 'released', state: 'now', title: t('steps.releasing'), time: t('steps.timeNow') },
  ];
}

function holdStep(context: OrderContext): Step {
  const { order, amount, t } = context;
  return {
    key: 'hold',
    state: 'done',
    title: t('steps.hold', { amount }),
    detail: t('steps.holdDetail'),
    time: order.authorisedAt ? timeOf(order.authorisedAt, context) : undefined,
  };
}

function timeOf(instant: Date, { locale }: OrderContext) {
  return <LocalTime iso={instant.toISOString()} format="seconds" locale={locale} />;
}
