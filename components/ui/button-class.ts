/** `primary` = the one act of the page, `soft` = one of many, `quiet` = beside it, `sun` = the next act on a sign. */
export type ButtonVariant = 'primary' | 'soft' | 'quiet' | 'danger' | 'sun';
export type ButtonLook = {
  variant?: ButtonVariant;
  size?: 'normal' | 'small';
  block?: boolean;
  className?: string;
};

const VARIANTS: Record<ButtonVariant, string> = {
  primary: 'control-primary',
  soft: 'control-soft',
  quiet: 'control-quiet',
  danger: 'control-danger',
  sun: 'control-sun',
};

/** The look of a control, for an element that is neither of the two below. */
export function buttonClass({
  variant = 'primary',
  size = 'normal',
  block,
  className = '',
}: ButtonLook): string {
  const height = size === 'small' ? 'min-h-11 px-4 py-2' : '';
  return `control ${VARIANTS[variant]} ${height} ${block ? 'w-full' : ''} ${className}`
    .replace(/\s+/g, ' ')
    .trim();
}
