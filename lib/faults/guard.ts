import { type Guard, readFaultSettings } from '#lib/faults/settings';

const off: ReadonlySet<Guard> = new Set(readFaultSettings().GUARDS_OFF);

/** True, except in a test that proves what happens without the protection. */
export function hasGuard(guard: Guard): boolean {
  return !off.has(guard);
}
