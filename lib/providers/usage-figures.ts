type StatedFigures = {
  initial?: number | undefined;
  used?: number | undefined;
  remaining?: number | undefined;
};
export type UsageFigures = { initialBytes?: number; usedBytes?: number; remainingBytes?: number };

/**
 * A partner's byte counts made safe to show. What contradicts the plan's volume (negative, more than was bought) is
 * left out rather than guessed, with one exception: use beyond the volume with nothing left is "all used".
 */
export function toUsageFigures({ initial, used, remaining }: StatedFigures): UsageFigures {
  const total = whole(initial);
  const spent = whole(used);
  if (total === undefined || total === 0) return spent === undefined ? {} : { usedBytes: spent };
  const left = whole(remaining);
  if (left !== undefined && left <= total) return complete(total, left);
  if (spent !== undefined && spent <= total) return complete(total, total - spent);
  if (spent !== undefined && left === undefined) return complete(total, 0);
  return { initialBytes: total };
}

function complete(total: number, left: number): UsageFigures {
  return { initialBytes: total, usedBytes: total - left, remainingBytes: left };
}

function whole(value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  const rounded = Math.round(value);
  return Number.isSafeInteger(rounded) && rounded >= 0 ? rounded : undefined;
}
