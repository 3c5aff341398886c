import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  allowance,
  costs,
  country,
  coverage,
  dataAllowance,
  knownOf,
  planId,
  provider,
  speed,
  start,
} from '#lib/db/column-schemas';
import { CURRENCIES } from '#lib/domain/money';
import { coveredCountries, type DataAllowance, type Offer, type Plan, type PlanId } from '#lib/domain/plan';
import { REGIONS } from '#lib/domain/region';
import { type Known, known, unknown } from '#lib/domain/result';

/** A plan as the sync stores it. */
export type PlanRecord = {
  plan: Plan;
  /** Euro cents, for sorting only: set even while euro prices are not offered. */
  sortPrice: number;
  /** The plan that is shown instead of this one. */
  substituteOf?: PlanId;
};

/** The columns of "Plan" as JSON; `digest` covers all the others. */
export type PlanRow = ReturnType<typeof toColumns> & { digest: string };

export function toPlanRow(record: PlanRecord): PlanRow {
  const columns = toColumns(record);
  return { ...columns, digest: createHash('sha256').update(JSON.stringify(columns)).digest('base64url') };
}

function toColumns({ plan, sortPrice, substituteOf }: PlanRecord) {
  const { place } = plan;
  const isCountry = place.kind === 'country';
  const countries = new Set([...coveredCountries(plan.coverage), ...(isCountry ? [place.code] : [])]);
  return {
    id: plan.id,
    provider: plan.provider,
    offerId: plan.offerId,
    placeKey: isCountry ? place.code : place.region,
    placeKind: place.kind,
    placeLabel: isCountry ? '' : place.label,
    countries: [...countries].sort(),
    coverage: plan.coverage,
    data: plan.data,
    totalBytes: toTotalBytes(plan.data, plan.validityDays),
    validityDays: plan.validityDays,
    speeds: plan.speeds.known ? plan.speeds.value : [],
    speedsKnown: plan.speeds.known,
    hotspot: toColumn(plan.hotspot),
    topUp: toColumn(plan.topUp),
    voice: plan.voiceMinutes,
    sms: plan.sms,
    start: plan.start,
    notes: plan.notes,
    costs: plan.costs,
    prices: plan.prices,
    sortPrice,
    onSale: plan.onSale,
    substituteOf: substituteOf ?? null,
  };
}

function toTotalBytes(data: DataAllowance, validityDays: number): number | null {
  if (data.kind === 'limited') return data.bytes;
  return data.kind === 'daily' ? data.bytesPerDay * validityDays : null;
}

const toColumn = <T>(attribute: Known<T>): T | null => (attribute.known ? attribute.value : null);

const rowSchema = z.object({
  id: planId,
  provider,
  offerId: z.string(),
  placeKey: z.string(),
  placeKind: z.enum(['country', 'region']),
  placeLabel: z.string(),
  coverage,
  data: dataAllowance,
  validityDays: z.int(),
  speeds: z.array(speed),
  speedsKnown: z.boolean(),
  hotspot: z.boolean().nullable(),
  topUp: z.boolean().nullable(),
  voice: knownOf(allowance),
  sms: knownOf(allowance),
  start,
  notes: z.string(),
  costs,
  prices: z.partialRecord(z.enum(CURRENCIES), z.int()),
  onSale: z.boolean(),
  sortPrice: z.int(),
  substituteOf: planId.nullable(),
});

/** A row that does not parse is a bug or a hand-made change, and throws. */
export function fromPlanRow(value: unknown): PlanRecord {
  const row = rowSchema.parse(value);
  const offer: Offer = {
    provider: row.provider,
    offerId: row.offerId,
    place: toPlace(row),
    coverage: row.coverage,
    data: row.data,
    validityDays: row.validityDays,
    speeds: row.speedsKnown ? known(row.speeds) : unknown,
    hotspot: toKnown(row.hotspot),
    topUp: toKnown(row.topUp),
    voiceMinutes: row.voice,
    sms: row.sms,
    start: row.start,
    notes: row.notes,
    costs: row.costs,
  };
  const plan = { ...offer, id: row.id, prices: row.prices, onSale: row.onSale };
  const { sortPrice, substituteOf } = row;
  return { plan, sortPrice, ...(substituteOf && { substituteOf }) };
}

type PlaceColumns = Pick<z.infer<typeof rowSchema>, 'placeKind' | 'placeKey' | 'placeLabel'>;

export function toPlace(row: PlaceColumns): Offer['place'] {
  if (row.placeKind === 'country') return { kind: 'country', code: country.parse(row.placeKey) };
  return { kind: 'region', region: z.enum(REGIONS).parse(row.placeKey), label: row.placeLabel };
}

export function toKnown<T>(column: T | null): Known<T> {
  return column === null ? unknown : known(column);
}
