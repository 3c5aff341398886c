/** `work` is told how to give back all of its lanes but one, when nothing is left for it to do but wait. */
export type InLanes = <T>(lanes: number, work: (onWaiting: () => void) => Promise<T>) => Promise<T>;

/**
 * Runs works side by side as far as there are lanes, in the order in which they are given: one that needs the whole
 * machine takes them all.
 */
export function createLanes(count: number): InLanes {
  const queue: { lanes: number; begin: () => void }[] = [];
  let free = count;
  const giveBack = (lanes: number) => {
    free += lanes;
    for (let next = queue[0]; next && next.lanes <= free; next = queue[0]) {
      queue.shift();
      free -= next.lanes;
      next.begin();
    }
  };
  return async (lanes, work) => {
    await new Promise<void>((begin) => {
      queue.push({ lanes, begin });
      giveBack(0);
    });
    let held = lanes;
    const keep = (kept: number) => {
      giveBack(held - kept);
      held = kept;
    };
    try {
      return await work(() => keep(1));
    } finally {
      keep(0);
    }
  };
}
