/** 18 to 22 digits, always text: as a number two different ICCIDs become one. */
export type Iccid = string & { readonly __brand: 'Iccid' };

export function parseIccid(text: string): Iccid | undefined {
  const digits = text.replaceAll(/[\s-]|F+$/gi, () => '');
  return /^\d{18,22}$/.test(digits) ? (digits as Iccid) : undefined;
}

/** "8910 3000 0012 3456 789": groups of four, as phones show it. */
export function formatIccid(iccid: Iccid): string {
  return iccid.replaceAll(/(\d{4})(?=\d)/g, (group) => `${group} `);
}

/** What a phone needs to fetch the profile (SGP.22 §4.1). `matchingId` is a bearer secret and may be empty. */
export type ActivationCode = { smdpAddress: string; matchingId: string; confirmationRequired: boolean };

const MAX_LENGTH = 255;
const HOST =
  /^(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;
const TOKEN = /^[!-#%-~]*$/;

/**
 * Reads `LPA:1$host$token[$oid[$1]]` or the same without the prefix; letters keep their case.
 * `undefined` for anything else: no host, no second `$`, another format number, over 255 characters.
 */
export function parseActivationCode(text: string): ActivationCode | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return undefined;
  const body = /^LPA:/i.test(trimmed) ? trimmed.slice(4) : trimmed;
  const [format, smdpAddress, matchingId, , flag] = body.split('$');
  if (format !== '1' || smdpAddress === undefined || matchingId === undefined) return undefined;
  if (!HOST.test(smdpAddress) || !TOKEN.test(matchingId)) return undefined;
  return { smdpAddress, matchingId, confirmationRequired: flag === '1' };
}

/** Exactly the text the QR code carries: `LPA:1$smdp$matchingId`. */
export function toLpa(code: ActivationCode): string {
  const base = ['LPA:1', code.smdpAddress, code.matchingId].join('$');
  return code.confirmationRequired ? `${base}$$1` : base;
}

/** What is typed into a phone by hand: the LPA text without its prefix. */
export function toManualCode(code: ActivationCode): string {
  return toLpa(code).slice('LPA:'.length);
}

/** One-tap install: iOS 17.4 or later, and recent Android with Google Play services. Opens outside our site. */
export function toInstallLinks(code: ActivationCode): { apple: string; android: string } {
  const carddata = encodeURIComponent(toLpa(code));
  return {
    apple: `https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=${carddata}`,
    android: `https://esimsetup.android.com/esim_qrcode_provisioning?carddata=${carddata}`,
  };
}

/** The profile's life on the phone as far as the partner tells. */
export type ProfileState =
  | 'provisioning'
  | 'ready_to_install'
  | 'downloading'
  | 'installed'
  | 'removed'
  | 'expired'
  | 'unknown';

/** A delivered eSIM: everything needed to install it. */
export type Profile = {
  iccid: Iccid;
  activationCode: ActivationCode;
  state: ProfileState;
  /** The wholesaler's own names for the eSIM and the plan on it, for later reads. */
  esimRef: string;
  subscriptionRef: string;
};
