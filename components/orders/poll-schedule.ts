const SOON_MS = 2_000;
const LATER_MS = 5_000;
const PATIENT_MS = 30_000;
const SOON_POLLS = 10;
const LATER_POLLS = 24;

/** How long to wait before the next look at an order, after so many looks. */
export function pollDelayMs(looks: number): number {
  if (looks <= SOON_POLLS) return SOON_MS;
  return looks <= SOON_POLLS + LATER_POLLS ? LATER_MS : PATIENT_MS;
}
