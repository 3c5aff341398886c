/** The process died here. */
export class Crash extends Error {}

/** Burns after so many passings of a border between the shop and what outlives it; unset, it never does. */
export type Fuse = { left: number | undefined };

function pass(fuse: Fuse): void {
  if (fuse.left === undefined) return;
  if (fuse.left === 0) {
    fuse.left = undefined;
    throw new Crash();
  }
  fuse.left -= 1;
}

/** The same port, before and after each of whose calls the process may die. */
export function withFuse<T extends object>(port: T, fuse: Fuse): T {
  return new Proxy(port, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        pass(fuse);
        const answer: unknown = await Reflect.apply(value, target, args);
        pass(fuse);
        return answer;
      };
    },
  });
}
