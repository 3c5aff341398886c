import { describe, expect, it } from 'vitest';
import {
  formatIccid,
  parseActivationCode,
  parseIccid,
  toInstallLinks,
  toLpa,
  toManualCode,
} from '#lib/domain/esim';

describe('parseIccid', () => {
  it.each([
    ['8910300000012345678', '8910300000012345678'],
    ['8910 3000 0001 2345 678', '8910300000012345678'],
    ['8910-3000-0001-2345-6789', '89103000000123456789'],
    ['8910300000012345678F', '8910300000012345678'],
    ['891030000001234567', '891030000001234567'],
    ['89103000000123456', undefined],
    ['89103000000123456789012', undefined],
    ['8.9103E+18', undefined],
    ['', undefined],
  ])('reads "%s" as %s', (text, iccid) => {
    expect(parseIccid(text)).toBe(iccid);
  });

  it('keeps two ICCIDs apart that are one number', () => {
    expect(parseIccid('8910300000012345678')).not.toBe(parseIccid('8910300000012345679'));
  });
});

describe('formatIccid', () => {
  it('shows groups of four', () => {
    const iccid = parseIccid('8910300000012345678');
    expect(iccid && formatIccid(iccid)).toBe('8910 3000 0001 2345 678');
  });
});

describe('parseActivationCode', () => {
  const plain = { smdpAddress: 'smdp.example.com', matchingId: 'AB-12', confirmationRequired: false };

  it.each([
    ['LPA:1$smdp.example.com$AB-12', plain],
    ['  LPA:1$smdp.example.com$AB-12\n', plain],
    ['lpa:1$smdp.example.com$AB-12', plain],
    ['1$smdp.example.com$AB-12', plain],
    ['LPA:1$smdp.example.com$AB-12$1.3.6.1', plain],
    ['LPA:1$smdp.example.com$AB-12$$1', { ...plain, confirmationRequired: true }],
    ['LPA:1$smdp.example.com$', { ...plain, matchingId: '' }],
    ['LPA:1$smdp.example.com$aBcD', { ...plain, matchingId: 'aBcD' }],
  ])('reads %j', (text, code) => {
    expect(parseActivationCode(text)).toEqual(code);
  });

  it.each([
    '',
    'AB-12',
    'LPA:2$smdp.example.com$AB-12',
    'LPA:1$smdp.example.com',
    'LPA:1$$AB-12',
    'LPA:1$localhost$AB-12',
    'LPA:1$https://smdp.example.com$AB-12',
    'LPA:1$-smdp.example.com$AB-12',
    'LPA:1$smdp.example.com$AB 12',
    `LPA:1$smdp.example.com$${'A'.repeat(300)}`,
  ])('refuses %j', (text) => {
    expect(parseActivationCode(text)).toBeUndefined();
  });
});

describe('what a phone is given', () => {
  const code = { smdpAddress: 'smdp.example.com', matchingId: 'AB-12', confirmationRequired: false };

  it('is the LPA text, with the flag only where a confirmation is required', () => {
    expect(toLpa(code)).toBe('LPA:1$smdp.example.com$AB-12');
    expect(toLpa({ ...code, confirmationRequired: true })).toBe('LPA:1$smdp.example.com$AB-12$$1');
  });

  it('is the same without the prefix where it is typed by hand', () => {
    expect(toManualCode(code)).toBe('1$smdp.example.com$AB-12');
  });

  it('is a link that carries the text encoded', () => {
    expect(toInstallLinks(code)).toEqual({
      apple:
        'https://esimsetup.apple.com/esim_qrcode_provisioning?carddata=LPA%3A1%24smdp.example.com%24AB-12',
      android:
        'https://esimsetup.android.com/esim_qrcode_provisioning?carddata=LPA%3A1%24smdp.example.com%24AB-12',
    });
  });

  it('reads back as what it was made from', () => {
    expect(parseActivationCode(toLpa(code))).toEqual(code);
  });
});
