/** Whose menus to show first. A tablet of Apple counts as iPhone; what is no phone at all is a desktop. */
export const DEVICES = ['iphone', 'pixel', 'samsung', 'android', 'desktop'] as const;
export type Device = (typeof DEVICES)[number];

export type Phone = Exclude<Device, 'desktop'>;

/** A hint from the User-Agent, good enough to choose an order; everything stays reachable when it is wrong. */
export function toDevice(userAgent: string): Device {
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'iphone';
  if (!/Android/i.test(userAgent)) return 'desktop';
  if (/\bPixel\b/.test(userAgent)) return 'pixel';
  return /\bSM-[A-Z]|Samsung/i.test(userAgent) ? 'samsung' : 'android';
}

/** The visitor's own phone first, the others in their usual order. */
export function phonesInOrder(device: Device): readonly Phone[] {
  const all = ['iphone', 'pixel', 'samsung', 'android'] as const;
  return device === 'desktop' ? all : [device, ...all.filter((phone) => phone !== device)];
}
