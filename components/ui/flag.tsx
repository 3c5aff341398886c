import { Icon } from '@/components/ui/icon';

const SIZES = {
  small: { width: 24, height: 16, globe: 'size-3.5' },
  row: { width: 32, height: 21, globe: 'size-4' },
  sign: { width: 48, height: 32, globe: 'size-6' },
  place: { width: 54, height: 36, globe: 'size-7' },
} as const;

type FlagProps = {
  /** Alpha-2 with a known flag; without one a globe stands for the region. */
  code?: string | undefined;
  size?: keyof typeof SIZES;
  eager?: boolean;
};

/** Decoration beside a name. A region is a globe, never a made-up flag. */
export function Flag({ code, size = 'row', eager = false }: FlagProps) {
  const { width, height, globe } = SIZES[size];
  if (!code) {
    return (
      <span
        aria-hidden="true"
        className="grid flex-none place-items-center rounded-plate bg-primary-soft text-primary"
        style={{ width, height }}
      >
        <Icon name="globe" className={globe} />
      </span>
    );
  }
  return (
    // biome-ignore lint/performance/noImgElement: a vector of one kilobyte has nothing to optimise
    <img
      alt=""
      src={`/flags/${code.toLowerCase()}.svg`}
      width={width}
      height={height}
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      className="flag"
    />
  );
}
