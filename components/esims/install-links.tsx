import { type ActivationCode, toInstallLinks } from '#lib/domain/esim';
import type { Device } from '@/components/esims/device';
import type { OrderTranslator } from '@/components/orders/plan-words';
import { buttonClass } from '@/components/ui/button';
import { Icon } from '@/components/ui/icon';

type InstallLinksProps = { code: ActivationCode; device: Device; t: OrderTranslator };

/** The visitor's own one-tap link: the yellow act on the sign of a phone. */
export function OwnInstallLink({ code, device, t }: InstallLinksProps) {
  const links = toInstallLinks(code);
  const apple = device === 'iphone';
  return (
    <div className="max-w-xl">
      <InstallLink href={apple ? links.apple : links.android} look="sun">
        {t(apple ? 'install.appleButton' : 'install.androidButton')}
      </InstallLink>
      <p className="mt-2 text-board-muted text-small">
        {t(apple ? 'install.appleHint' : 'install.androidHint')}
      </p>
    </div>
  );
}

/** Both one-tap links on paper, for whoever opens the page on another device than was guessed. */
export function BothInstallLinks({ code, device, t }: InstallLinksProps) {
  const links = toInstallLinks(code);
  const apple = {
    key: 'apple',
    href: links.apple,
    label: t('install.appleOther'),
    hint: t('install.appleHint'),
  };
  const android = {
    key: 'android',
    href: links.android,
    label: t('install.androidOther'),
    hint: t('install.androidHint'),
  };
  const ordered = device === 'iphone' || device === 'desktop' ? [apple, android] : [android, apple];
  return (
    <ul className="space-y-4">
      {ordered.map(({ key, href, label, hint }) => (
        <li key={key}>
          <InstallLink href={href} look="quiet">
            {label}
          </InstallLink>
          <p className="mt-1.5 text-label text-muted">{hint}</p>
        </li>
      ))}
    </ul>
  );
}

/** A plain link, because the phone opens its own screen only for a tap on one; without referrer, for it is a secret. */
function InstallLink({ href, look, children }: { href: string; look: 'sun' | 'quiet'; children: string }) {
  return (
    <a
      href={href}
      rel="noreferrer noopener nofollow"
      referrerPolicy="no-referrer"
      className={buttonClass({ variant: look, block: true })}
    >
      <Icon name="phone" className="size-5" />
      {children}
    </a>
  );
}
