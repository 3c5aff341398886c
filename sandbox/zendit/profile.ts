import { createRandom } from '../catalogue/random.ts';

/** An eSIM profile. Which field of the answer carries `matchingId` is a setting; the QR code always does. */
export type ZenditProfile = {
  iccid: string;
  smdpAddress: string;
  matchingId: string;
  otherReference: string;
};

const upper = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

function toLuhnDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10;
}

export function toProfile(serial: number): ZenditProfile {
  const random = createRandom(`zendit-profile ${serial}`);
  const account = `8943108${String(serial % 100_000_000_000).padStart(11, '0')}`;
  return {
    iccid: `${account}${toLuhnDigit(account)}`,
    smdpAddress: 'rsp.zendit.example',
    matchingId: `K2-${random.text(6, upper)}-${random.text(10, upper)}`,
    otherReference: random.text(12, '0123456789'),
  };
}

export const toLpa = ({ smdpAddress, matchingId }: ZenditProfile) => `LPA:1$${smdpAddress}$${matchingId}`;
