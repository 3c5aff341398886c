import jsqr from 'jsqr';
import { PNG } from 'pngjs';

const LARGEST_SIDE = 2048;

/** The text of a QR code in a PNG; `undefined` when the bytes are no such image. */
export function readQrImage(bytes: Uint8Array): string | undefined {
  const image = Buffer.from(bytes);
  // Width and height stand in the first chunk: a small file may claim an enormous picture.
  if (image.length < 24 || Math.max(image.readUInt32BE(16), image.readUInt32BE(20)) > LARGEST_SIDE)
    return undefined;
  const png = decode(image);
  if (!png) return undefined;
  const found = readQr(new Uint8ClampedArray(png.data), png.width, png.height);
  return found?.data;
}

/** A CommonJS module: bundlers hand over the function, Node its `default`. */
const readQr = 'default' in jsqr && typeof jsqr.default === 'function' ? jsqr.default : jsqr;

function decode(image: Buffer): PNG | undefined {
  try {
    return PNG.sync.read(image);
  } catch (thrown) {
    // pngjs throws plain errors for anything that is no PNG; that is an answer here, not a fault.
    if (thrown instanceof Error) return undefined;
    throw thrown;
  }
}
