import { PNG } from 'pngjs';
import { encode } from 'uqr';

const pixelsPerModule = 8;

/** A black on white QR code with the four-module quiet zone that readers expect. */
export function toQrPng(text: string): Buffer {
  const { data: rows, size } = encode(text, { ecc: 'M', border: 4 });
  const side = size * pixelsPerModule;
  const png = new PNG({ width: side, height: side, colorType: 0 });
  for (let y = 0; y < side; y++) {
    const row = rows[Math.floor(y / pixelsPerModule)] ?? [];
    for (let x = 0; x < side; x++) {
      const shade = row[Math.floor(x / pixelsPerModule)] ? 0 : 255;
      png.data.set([shade, shade, shade, 255], (y * side + x) * 4);
    }
  }
  return PNG.sync.write(png, { colorType: 0 });
}
