const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;

/** Messages after which a client waits for the answer. */
const ENDS_UNIT = new Set(['Q', 'S', 'H', 'F', 'p', 'c', 'f']);

/**
 * Cuts the bytes of one PostgreSQL client into units: everything up to the message after which the client
 * waits for an answer. A unit is run in one go; that is what keeps one client's `Bind` from meeting another
 * client's `Parse`, because the engine behind has a single unnamed statement for all of them.
 *
 * `push(bytes)` answers a list of `{ kind: 'refuse-encryption' | 'startup' | 'run' | 'end', bytes }`.
 */
export function createMessageFramer() {
  let buffered = Buffer.alloc(0);
  let unit = [];
  let started = false;

  function takeStartup() {
    const length = buffered.readInt32BE(0);
    if (buffered.length < length) return undefined;
    const bytes = buffered.subarray(0, length);
    buffered = buffered.subarray(length);
    const code = bytes.readInt32BE(4);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: 'refuse-encryption', bytes };
    if (code === CANCEL_REQUEST) return { kind: 'end', bytes };
    started = true;
    return { kind: 'startup', bytes };
  }

  function takeMessage() {
    const length = 1 + buffered.readInt32BE(1);
    if (buffered.length < length) return undefined;
    const bytes = buffered.subarray(0, length);
    buffered = buffered.subarray(length);
    const type = String.fromCharCode(bytes[0]);
    if (type === 'X') return { kind: 'end', bytes };
    unit.push(bytes);
    if (!ENDS_UNIT.has(type)) return { kind: 'part', bytes };
    const whole = Buffer.concat(unit);
    unit = [];
    return { kind: 'run', bytes: whole };
  }

  function takeNext() {
    if (started) return buffered.length < 5 ? undefined : takeMessage();
    return buffered.length < 8 ? undefined : takeStartup();
  }

  return {
    push(bytes) {
      buffered = Buffer.concat([buffered, bytes]);
      const units = [];
      for (let next = takeNext(); next !== undefined; next = takeNext()) {
        if (next.kind !== 'part') units.push(next);
      }
      return units;
    },
  };
}
