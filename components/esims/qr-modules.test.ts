import jsqr from 'jsqr';
import { expect, it } from 'vitest';
import { qrPath } from '@/components/esims/qr-modules';

const PIXELS = 6;

it.each([
  'LPA:1$rsp.example.com$K2-1XBQ7D-9H4TNA-0C3',
  'LPA:1$smdp.example.com$',
  'LPA:1$rsp.example.com$lower-Case-Token$$1',
  `LPA:1$rsp.example.com$${'A'.repeat(220)}`,
])('draws a code that a camera reads as exactly %j', (text) => {
  const { size, path } = qrPath(text);
  expect(readCode(size, path)).toBe(text);
});

it('leaves four white modules on every side', () => {
  const { size, path } = qrPath('LPA:1$rsp.example.com$ABC');
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map((run) => run.slice(1).map(Number));
  expect(Math.min(...runs.map(([x = 0]) => x))).toBe(4);
  expect(Math.min(...runs.map(([, y = 0]) => y))).toBe(4);
  expect(Math.max(...runs.map(([x = 0, , width = 0]) => x + width))).toBe(size - 4);
});

function readCode(size: number, path: string): string | undefined {
  const width = size * PIXELS;
  const image = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    paint(image, { x: Number(x), y: Number(y), run: Number(run), width });
  }
  return jsqr(image, width, width)?.data;
}

type Run = { x: number; y: number; run: number; width: number };

function paint(image: Uint8ClampedArray, { x, y, run, width }: Run) {
  for (let row = y * PIXELS; row < (y + 1) * PIXELS; row += 1) {
    const from = (row * width + x * PIXELS) * 4;
    for (let at = from; at < from + run * PIXELS * 4; at += 4) image.fill(0, at, at + 3);
  }
}
