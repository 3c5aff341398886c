import { z } from 'zod';
import type { Esim as EsimRow } from '#lib/db/generated/client';
import { present } from '#lib/db/order-row';
import { type Iccid, type ProfileState, parseIccid } from '#lib/domain/esim';
import { type OrderId, type OrderLineId, parseOrderId, parseOrderLineId } from '#lib/domain/order';
import { PROVIDERS, type ProviderId } from '#lib/domain/plan';
import type { PlanState, UsageReading } from '#lib/domain/usage';

/** An eSIM of an order, without its activation code. */
export type Esim = {
  id: string;
  orderId: OrderId;
  lineId: OrderLineId;
  provider: ProviderId;
  offerId: string;
  iccid: Iccid;
  esimRef: string;
  subscriptionRef: string;
  profileState: ProfileState;
  reading?: UsageReading;
  /** The last attempt to read failed, since then. */
  readFailedAt?: Date;
  nextReadAt?: Date;
};

const PLAN_STATES = [
  'provisioning',
  'not_started',
  'active',
  'depleted',
  'expired',
  'cancelled',
  'gone',
  'unknown',
] as const satisfies readonly PlanState[];
const PROFILE_STATES = [
  'provisioning',
  'ready_to_install',
  'downloading',
  'installed',
  'removed',
  'expired',
  'unknown',
] as const satisfies readonly ProfileState[];

export const WITH_LINE = { line: { select: { orderId: true } } } as const;

/** A row that does not parse is a bug or a hand-made change: it throws. */
export function fromEsimRow(row: EsimRow & { line: { orderId: string } }): Esim {
  const orderId = parseOrderId(row.line.orderId);
  const lineId = parseOrderLineId(row.lineId);
  const iccid = parseIccid(row.iccid);
  if (!orderId || !lineId || !iccid) throw new Error('An eSIM row has a malformed order, line or ICCID');
  const reading = toReading(row);
  return {
    id: row.id,
    orderId,
    lineId,
    provider: z.enum(PROVIDERS).parse(row.provider),
    offerId: row.offerId,
    iccid,
    esimRef: row.esimRef,
    subscriptionRef: row.subscriptionRef,
    profileState: z.enum(PROFILE_STATES).parse(row.profileState),
    ...(reading && { reading }),
    ...present({ readFailedAt: row.readFailedAt, nextReadAt: row.nextReadAt }),
  };
}

function toReading(row: EsimRow): UsageReading | undefined {
  if (!row.usageState || !row.checkedAt) return undefined;
  return {
    state: z.enum(PLAN_STATES).parse(row.usageState),
    checkedAt: row.checkedAt,
    ...present({
      initialBytes: toNumber(row.initialBytes),
      usedBytes: toNumber(row.usedBytes),
      remainingBytes: toNumber(row.remainingBytes),
      measuredAt: row.measuredAt,
      startedAt: row.startedAt,
      endsAt: row.endsAt,
    }),
  };
}

const toNumber = (bytes: bigint | null) => (bytes === null ? null : Number(bytes));
