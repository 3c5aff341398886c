/** A rung of the shelf: how much data for how many days. */
export type Rung = { dataGB: number; days: number };

/** Both wholesalers sell these, so that the same plan stands on two shelves at two prices. */
const sharedRungs: readonly Rung[] = [
  { dataGB: 1, days: 7 },
  { dataGB: 3, days: 30 },
  { dataGB: 5, days: 30 },
  { dataGB: 10, days: 30 },
  { dataGB: 20, days: 30 },
];

export const zenditRungs: readonly Rung[] = [
  ...sharedRungs,
  { dataGB: 1, days: 1 },
  { dataGB: 1, days: 30 },
  { dataGB: 3, days: 15 },
  { dataGB: 5, days: 15 },
  { dataGB: 50, days: 30 },
];

export const zimRungs: readonly Rung[] = [...sharedRungs, { dataGB: 50, days: 30 }];

/** Day plans: unlimited data for so many days. */
export const unlimitedDays = [1, 3, 5, 7, 10, 15, 30] as const;

/** Fair use of Zendit's unlimited sub-types: only the first is public, the others cost more and say nothing. */
export const unlimitedSubTypes = [
  { name: 'Fast', rate: 1 },
  { name: 'Faster', rate: 1.4 },
  { name: 'Fastest', rate: 1.9 },
] as const;

/** Wholesale cost in euro cents before a shelf's own variation: large packages and long stays cost less a unit. */
export function toDataCostCents({ dataGB, days }: Rung, tier: number): number {
  const stay = 0.85 + 0.15 * (days / 30);
  return (30 + 72 * dataGB ** 0.72) * stay * tier;
}

export function toUnlimitedCostCents(days: number, tier: number, rate: number): number {
  return (45 + 105 * days ** 0.82) * rate * (0.6 + 0.4 * tier);
}
