// Writes app/fonts/archivo-latin.woff2: Archivo, weights 400 to 700, only the characters the shop sets.
// Run after changing the character list or the font package: node scripts/subset-font.mjs
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import subsetFont from 'subset-font';

const source = 'node_modules/@fontsource-variable/archivo';
const target = 'app/fonts';
const limitBytes = 25_000;

const latin = `${characters(0x20, 0x7e)}\u00a0£¥©«·»°±${characters(0xbf, 0xff)}`;
const punctuation = '–—‘’‚“”„…•′″‹›−×≈≤≥\u2009\u202f\u2011';
const currencies = '€';

const font = await subsetFont(
  await readFile(`${source}/files/archivo-latin-wght-normal.woff2`),
  latin + punctuation + currencies,
  {
    targetFormat: 'woff2',
    variationAxes: { wght: { min: 400, max: 700 } },
    keepFeatures: ['kern', 'tnum', 'lnum'],
    noHinting: true,
  },
);
if (font.length > limitBytes) throw new Error(`The font is ${font.length} bytes, more than ${limitBytes}.`);
await mkdir(target, { recursive: true });
await writeFile(`${target}/archivo-latin.woff2`, font);
await copyFile(`${source}/LICENSE`, `${target}/LICENSE`);
console.log(`${target}/archivo-latin.woff2: ${font.length} bytes`);

function characters(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}
