import { ICON_SHEET, type IconName } from '@/components/ui/icon-sheet';

export type { IconName };

/** A line icon beside words, never instead of them: hidden from assistive technology. Colour follows the text. */
export function Icon({ name, className = 'size-4' }: { name: IconName; className?: string }) {
  return (
    <svg aria-hidden="true" focusable="false" className={`flex-none ${className}`}>
      <use href={`${ICON_SHEET}#${name}`} />
    </svg>
  );
}
