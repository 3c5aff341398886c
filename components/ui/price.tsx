/** The parts of a formatted price: "€12", ".90", "". */
export type PriceParts = { lead: string; cents: string; tail: string };

const SIZES = {
  pass: {
    figure: 'text-[2rem]/9 font-[660] tracking-[-0.03em] wide:text-[2.25rem]/10',
    sup: 'text-[56%] bottom-[0.55em]',
  },
  plan: {
    figure: 'text-[3.75rem]/[3.875rem] font-[660] tracking-[-0.045em]',
    sup: 'text-[48%] bottom-[0.9em]',
  },
  example: { figure: 'text-[2.75rem]/12 font-[660] tracking-[-0.04em]', sup: 'text-[52%] bottom-[0.7em]' },
  bar: {
    figure: 'text-[1.75rem]/[1.875rem] font-[660] tracking-[-0.03em]',
    sup: 'text-[56%] bottom-[0.55em]',
  },
} as const;

export type PriceSize = keyof typeof SIZES;

/** A price as numeral with raised cents. ICU versions differ between server and browser, so the words may too. */
export function Price({ parts, size }: { parts: PriceParts; size: PriceSize }) {
  const { figure, sup } = SIZES[size];
  return (
    <span className={`price ${figure}`} suppressHydrationWarning>
      {parts.lead}
      {parts.cents ? (
        <sup className={sup} suppressHydrationWarning>
          {parts.cents}
        </sup>
      ) : null}
      {parts.tail}
    </span>
  );
}
