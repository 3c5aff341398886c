type MomentProps = { at: Date | undefined; now: Date };

/** "2026-11-22 12:00:31 UTC, 3 h ago" */
export function Moment({ at, now }: MomentProps) {
  if (!at) return <>–</>;
  const iso = at.toISOString();
  return (
    <time dateTime={iso}>
      {`${iso.slice(0, 10)} ${iso.slice(11, 19)}`} <small>{toDistance(at, now)}</small>
    </time>
  );
}

const UNITS = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** "3 h ago", "in 12 min": in the largest unit that fits. */
export function toDistance(at: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1_000);
  const size = Math.abs(seconds);
  const [unit, length] = UNITS.find(([, unitSeconds]) => size >= unitSeconds) ?? (['s', 1] as const);
  const text = `${Math.floor(size / length)} ${unit}`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}
