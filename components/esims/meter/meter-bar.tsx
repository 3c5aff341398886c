import { GIGABYTE, MEGABYTE } from '#lib/domain/plan';

export type MeterTone = 'paper' | 'sign';
type Fill = 'full' | 'low' | 'faded';

type MeterBarProps = {
  totalBytes: number;
  remainingBytes: number;
  fill: Fill;
  tone: MeterTone;
  label: string;
  /** Said instead of the bare figure: "6.8 GB of 10 GB left". */
  valueText: string;
  scale: readonly [string, string, string];
};

const MOST_SEGMENTS = 30;

const FILLS: Record<MeterTone, Record<Fill, string>> = {
  paper: { full: 'bg-primary', low: 'bg-warn', faded: 'bg-primary opacity-50' },
  sign: { full: 'bg-sun', low: 'bg-sun', faded: 'bg-sun opacity-50' },
};

/** What is left of what was bought, to scale: one segment a gigabyte, filled from the start. */
export function MeterBar({ totalBytes, remainingBytes, fill, tone, label, valueText, scale }: MeterBarProps) {
  const segments = segmentCount(totalBytes);
  const filled = (remainingBytes / totalBytes) * segments;
  const track = tone === 'paper' ? 'bg-track' : 'bg-board-line';
  return (
    <div>
      {/* biome-ignore lint/a11y/useSemanticElements: a native meter cannot be drawn in segments */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.round(totalBytes / MEGABYTE)}
        aria-valuenow={Math.round(remainingBytes / MEGABYTE)}
        aria-valuetext={valueText}
        className="flex h-3.5 gap-0.5 overflow-hidden rounded-plate"
      >
        {Array.from({ length: segments }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: segments are nothing but their place
          <span key={index} className={`relative h-full flex-1 ${track}`}>
            <span
              className={`absolute inset-y-0 start-0 ${FILLS[tone][fill]}`}
              style={{ width: `${Math.min(1, Math.max(0, filled - index)) * 100}%` }}
            />
          </span>
        ))}
      </div>
      <div
        aria-hidden="true"
        className={`mt-1.5 flex justify-between text-label tabular ${tone === 'paper' ? 'text-muted' : 'text-board-muted'}`}
      >
        {scale.map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </div>
    </div>
  );
}

/** One segment a gigabyte; quarters for one gigabyte or less; a plain bar for what would be a comb. */
export function segmentCount(totalBytes: number): number {
  if (totalBytes <= GIGABYTE) return 4;
  const gigabytes = Math.round(totalBytes / GIGABYTE);
  return gigabytes > MOST_SEGMENTS ? 1 : gigabytes;
}

/** A bar that has nothing to measure yet. */
export function HatchedBar({ tone }: { tone: MeterTone }) {
  const line = tone === 'paper' ? 'var(--track)' : 'var(--board-line)';
  return (
    <div
      aria-hidden="true"
      className={`h-3.5 rounded-plate border ${tone === 'paper' ? 'border-track' : 'border-board-line'}`}
      style={{ backgroundImage: `repeating-linear-gradient(-45deg, ${line} 0 5px, transparent 5px 10px)` }}
    />
  );
}
