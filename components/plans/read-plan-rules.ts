import { getTranslations } from 'next-intl/server';
import type { Allowance, Plan } from '#lib/domain/plan';
import type { RefundPolicy } from '#lib/domain/refund';
import { assertNever, type Known } from '#lib/domain/result';
import { readDataText } from '@/components/plans/plan-title';
import { speedText } from '@/components/plans/plan-words';

export type PlanRule = {
  key: string;
  label: string;
  value: string;
  note?: string | undefined;
  /** False: the network partner did not say, and neither do we. */
  stated: boolean;
};

export type ShopRules = { promiseMinutes: number; refunds: RefundPolicy };

/** Every rule of a plan in words; what the partner leaves open is said to be open. */
export async function readPlanRules(
  plan: Plan,
  locale: string,
  { promiseMinutes: minutes, refunds }: ShopRules,
): Promise<PlanRule[]> {
  const [t, common] = await Promise.all([getTranslations('shop.plan'), getTranslations('common')]);
  const notStated = common('notStated');

  const speeds = plan.speeds.known ? plan.speeds.value.toSorted().toReversed() : undefined;
  const list = speeds && new Intl.ListFormat(locale, { type: 'conjunction' }).format(speeds);
  return [
    plan.start === 'first_connection'
      ? { key: 'starts', label: t('starts'), value: t('startFirst'), note: t('startFirstNote'), stated: true }
      : { key: 'starts', label: t('starts'), value: notStated, note: t('startUnknownNote'), stated: false },
    {
      key: 'speed',
      label: t('speed'),
      value: list ?? notStated,
      note: t('speedUnlisted'),
      stated: list !== undefined,
    },
    await fairUse(),
    yesNo('hotspot', t('hotspot'), plan.hotspot, { yes: t('hotspotYes'), no: t('hotspotNo') }),
    yesNo('topUp', t('topUp'), plan.topUp, { yes: t('topUpYes'), no: t('topUpNo') }),
    allowance('calls', t('calls'), plan.voiceMinutes, (count) => t('callsLimited', { count })),
    allowance('sms', t('sms'), plan.sms, (count) => t('smsLimited', { count })),
    {
      key: 'charge',
      label: t('charge'),
      value: t('chargeText'),
      note: t('chargeNote', { minutes }),
      stated: true,
    },
    {
      key: 'refund',
      label: t('refund'),
      value: t('refundText', { unused: refunds.unusedDays }),
      note: t('refundNote', { used: refunds.partlyUsedDays }),
      stated: true,
    },
    ...(plan.notes ? [{ key: 'notes', label: t('notes'), value: plan.notes, stated: true }] : []),
  ];

  async function fairUse(): Promise<PlanRule> {
    const base = { key: 'fairUse', label: t('fairUse') };
    const { data } = plan;
    switch (data.kind) {
      case 'limited': {
        const amount = await readDataText(data, locale);
        return { ...base, value: t('fairNone'), note: t('afterLimited', { data: amount }), stated: true };
      }
      case 'daily': {
        const amount = await readDataText({ kind: 'limited', bytes: data.bytesPerDay }, locale);
        return {
          ...base,
          value: t('fairDaily', { amount, speed: speedText(data.thenKbps, locale) }),
          stated: true,
        };
      }
      case 'undisclosed':
        return { ...base, value: t('fairUndisclosed'), note: t('fairUndisclosedNote'), stated: false };
      default:
        return assertNever(data);
    }
  }

  function yesNo(
    key: string,
    label: string,
    value: Known<boolean>,
    words: { yes: string; no: string },
  ): PlanRule {
    if (!value.known) return { key, label, value: notStated, stated: false };
    return { key, label, value: value.value ? words.yes : words.no, stated: true };
  }

  function allowance(
    key: string,
    label: string,
    value: Known<Allowance>,
    limited: (amount: number) => string,
  ): PlanRule {
    if (!value.known) return { key, label, value: notStated, stated: false };
    switch (value.value.kind) {
      case 'none':
        return { key, label, value: t('callsNone'), stated: true };
      case 'limited':
        return { key, label, value: limited(value.value.amount), stated: true };
      case 'unlimited':
        return { key, label, value: t('callsUnlimited'), stated: true };
      default:
        return assertNever(value.value);
    }
  }
}
