import { hasGuard } from '#lib/faults/guard';

/**
 * Runs a call whose intent is in the database. A test that proves why it is written first has it taken back for the
 * length of the call, as if it were written only afterwards.
 */
export async function callWritten<T>(
  call: () => Promise<T>,
  intent: { takeBack: () => Promise<unknown>; writeLate: () => Promise<unknown> },
): Promise<T> {
  if (hasGuard('write_before_call')) return call();
  await intent.takeBack();
  const answer = await call();
  await intent.writeLate();
  return answer;
}
