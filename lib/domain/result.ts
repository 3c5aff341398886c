/** What can happen and what a caller can act on; bugs are thrown instead. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; error: E };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function err<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}

/** Ends every `switch` over a union, so that a new member does not compile until it is handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}

/** An attribute that the network partner stated, or did not. Never defaulted. */
export type Known<T> = { known: true; value: T } | { known: false };

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export const unknown: { known: false } = { known: false };
