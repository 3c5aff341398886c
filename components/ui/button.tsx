import type { Route } from 'next';
import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';
import { type ButtonLook, buttonClass } from '@/components/ui/button-class';
import { Icon } from '@/components/ui/icon';

export { buttonClass };

type ButtonProps = ButtonLook & ComponentProps<'button'> & { busy?: boolean; children: ReactNode };

/** `busy` shows the spinner and says so; the button stays focusable, the form decides what a second press does. */
export function Button({ variant, size, block, className, busy, children, ...rest }: ButtonProps) {
  const look = buttonClass({
    ...(variant && { variant }),
    ...(size && { size }),
    ...(block && { block }),
    ...(className && { className }),
  });
  return (
    <button
      type="button"
      {...rest}
      className={look}
      data-busy={busy || undefined}
      aria-busy={busy || undefined}
    >
      {busy ? <Icon name="spinner" className="size-5 animate-spin" /> : null}
      {children}
    </button>
  );
}

type ButtonLinkProps<T extends string> = ButtonLook & {
  href: Route<T>;
  prefetch?: boolean;
  children: ReactNode;
};

/** Looks like a button, goes somewhere. */
export function ButtonLink<T extends string>({ href, prefetch, children, ...look }: ButtonLinkProps<T>) {
  return (
    <Link href={href} className={buttonClass(look)} {...(prefetch !== undefined && { prefetch })}>
      {children}
    </Link>
  );
}
