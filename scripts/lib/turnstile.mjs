/**
 * Lets one session at a time through to a database that has a single session of its own.
 * A session that is inside a transaction keeps the turn until the transaction ends.
 *
 * `execute(unit)` must resolve to `'idle'` (no transaction open) or `'busy'`.
 */
export function createTurnstile(execute) {
  let waiting = [];
  let holder;
  let running = false;

  async function drain() {
    if (running) return;
    running = true;
    for (let entry = takeNext(); entry !== undefined; entry = takeNext()) {
      try {
        const state = await execute(entry.session, entry.unit);
        holder = state === 'idle' ? undefined : entry.session;
        entry.resolve();
      } catch (error) {
        holder = undefined;
        entry.reject(error);
      }
    }
    running = false;
  }

  function takeNext() {
    const index = holder === undefined ? 0 : waiting.findIndex((entry) => entry.session === holder);
    return index === -1 ? undefined : waiting.splice(index, 1)[0];
  }

  return {
    /** Resolves when the unit has run. */
    pass(session, unit) {
      return new Promise((resolve, reject) => {
        waiting.push({ session, unit, resolve, reject });
        drain();
      });
    },
    holds: (session) => holder === session,
    /** Forgets what a session still wanted; `true` when it left a transaction open. */
    leave(session) {
      waiting = waiting.filter((entry) => entry.session !== session);
      return holder === session;
    },
  };
}
