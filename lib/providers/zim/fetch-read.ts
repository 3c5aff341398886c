import type { Result } from '#lib/domain/result';
import type { JsonCall } from '#lib/http/json-client';
import type { ReadError } from '#lib/providers/port';
import { toReadResult } from '#lib/providers/read-result';
import type { ZimClient, ZimOutcome } from '#lib/providers/zim/client';

/** A read through the client, token refusal included. */
export async function fetchRead<T>(client: ZimClient, call: JsonCall<T>): Promise<Result<T, ReadError>> {
  return toZimResult(await client.send(call));
}

export function toZimResult<T>(outcome: ZimOutcome<T>): Result<T, ReadError> {
  return outcome.ok ? toReadResult(outcome.value) : outcome;
}
