import { PNG } from 'pngjs';
import { encode } from 'uqr';
import { describe, expect, it } from 'vitest';
import { err, ok } from '#lib/domain/result';
import { createLog } from '#lib/observability/log';
import { createActivationSettler, type ReadQrText } from '#lib/providers/zendit/activation';
import { readQrImage } from '#lib/providers/zendit/read-qr-image';

const silent = createLog({ write: () => undefined });
const BOTH = {
  iccid: '8943108170000828413',
  smdpAddress: 'rsp.example.com',
  activationCode: '900412345678',
  externalReferenceId: 'K2-LM3N4P-Q5R6',
};
const LPA = 'LPA:1$rsp.example.com$K2-LM3N4P-Q5R6';

function setUp(answer: Awaited<ReturnType<ReadQrText>>) {
  const asked: string[] = [];
  const settle = createActivationSettler((key) => {
    asked.push(key);
    return Promise.resolve(answer);
  }, silent);
  return { settle, asked };
}

describe('the matching ID', () => {
  it('is taken from a whole LPA text in either field, without asking for the image', async () => {
    const { settle, asked } = setUp(ok(undefined));
    const settled = await settle('o-1', { ...BOTH, externalReferenceId: LPA });
    expect(settled).toMatchObject({ value: { matchingId: 'K2-LM3N4P-Q5R6' } });
    expect(asked).toEqual([]);
  });

  it('is the only one there is, or the one that both fields hold', async () => {
    const { settle, asked } = setUp(ok(undefined));
    const alone = { ...BOTH, activationCode: ' ' };
    const same = { ...BOTH, activationCode: BOTH.externalReferenceId };
    expect(await settle('o-1', alone)).toMatchObject({ value: { matchingId: 'K2-LM3N4P-Q5R6' } });
    expect(await settle('o-1', same)).toMatchObject({ value: { matchingId: 'K2-LM3N4P-Q5R6' } });
    expect(asked).toEqual([]);
  });

  it('is settled by the QR image once, and remembered', async () => {
    const { settle, asked } = setUp(ok(LPA));
    await settle('o-1', BOTH);
    const second = await settle('o-2', { ...BOTH, activationCode: '1', externalReferenceId: 'SECOND' });
    expect(second).toMatchObject({ value: { matchingId: 'SECOND' } });
    expect(asked).toEqual(['o-1']);
  });

  it('is what the image says even when neither field holds it, and then asked again', async () => {
    const { settle, asked } = setUp(ok('LPA:1$other.example.com$THIRD'));
    expect(await settle('o-1', BOTH)).toMatchObject({
      value: { smdpAddress: 'other.example.com', matchingId: 'THIRD' },
    });
    await settle('o-2', BOTH);
    expect(asked).toEqual(['o-1', 'o-2']);
  });

  it('is the activation code where there is no image', async () => {
    const { settle } = setUp(ok(undefined));
    expect(await settle('o-1', BOTH)).toMatchObject({ value: { matchingId: '900412345678' } });
  });

  it('waits for an image that cannot be had right now', async () => {
    const { settle } = setUp(err({ kind: 'unavailable' }));
    expect(await settle('o-1', BOTH)).toEqual({ ok: false, error: { kind: 'unavailable' } });
  });

  it.each([
    ['no address', { ...BOTH, smdpAddress: '', activationCode: null }],
    ['no matching ID', { ...BOTH, activationCode: null, externalReferenceId: null }],
    ['a matching ID that would be cut off', { ...BOTH, activationCode: 'A$B', externalReferenceId: 'A$B' }],
  ])('is not there with %s', async (_, confirmation) => {
    const { settle } = setUp(ok(undefined));
    expect(await settle('o-1', confirmation)).toEqual({ ok: true, value: undefined });
  });
});

describe('a QR image', () => {
  it('is read to the letter', () => {
    expect(readQrImage(toPng(LPA))).toBe(LPA);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('this is not a picture at all, sorry')],
    ['a broken picture', toPng(LPA).slice(0, 60)],
    ['an empty picture', PNG.sync.write(new PNG({ width: 40, height: 40 }))],
    ['a picture that claims to be enormous', toEnormous()],
  ])('that is %s reads as nothing', (_, bytes) => {
    expect(readQrImage(bytes)).toBeUndefined();
  });
});

function toPng(text: string): Buffer {
  const { data, size } = encode(text, { border: 4 });
  const scale = 4;
  const png = new PNG({ width: size * scale, height: size * scale });
  for (let y = 0; y < png.height; y += 1)
    for (let x = 0; x < png.width; x += 1) {
      const isDark = data[Math.floor(y / scale)]?.[Math.floor(x / scale)] ?? false;
      png.data.set(isDark ? [0, 0, 0, 255] : [255, 255, 255, 255], (y * png.width + x) * 4);
    }
  return PNG.sync.write(png);
}

function toEnormous(): Buffer {
  const png = toPng(LPA);
  png.writeUInt32BE(100_000, 16);
  return png;
}
