/** Repeatable dice: the same seed draws the same numbers. */
export type Dice = {
  next: () => number;
  pick: <T>(items: readonly T[]) => T;
  below: (limit: number) => number;
};

export function createDice(seed: number): Dice {
  let state = (seed * 0x9e3779b1) | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('There is nothing to pick from');
      return item;
    },
  };
}

/** A UUID from the dice, for a form that is sent twice. */
export function drawUuid(dice: Dice): string {
  const hex = Array.from({ length: 32 }, () => dice.below(16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Draws by Zipf's law: the first of the list twice as often as the second, three times as often as the third. */
export function drawZipf<T>(dice: Dice, items: readonly T[]): T {
  const weights = items.map((_, index) => 1 / (index + 1));
  let point = dice.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, item] of items.entries()) {
    point -= weights[index] ?? 0;
    if (point <= 0) return item;
  }
  return dice.pick(items);
}
