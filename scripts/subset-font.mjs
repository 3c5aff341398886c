// Writes app/fonts: Archivo for pages (weights 400 to 700, only the characters the shop sets), and two weights of it for
// PDFs, which know no variable fonts and no second file for the letters of a further language.
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

const everyLatin = `${characters(0x20, 0x7e)}${characters(0xa0, 0x17f)}${characters(0x218, 0x21b)}ẞ`;
for (const weight of ['400Regular', '600SemiBold']) {
  const file = await subsetFont(
    await readFile(`node_modules/@expo-google-fonts/archivo/${weight}/Archivo_${weight}.ttf`),
    everyLatin + punctuation + characters(0x20a0, 0x20bf),
    { targetFormat: 'sfnt', keepFeatures: ['kern', 'tnum'], noHinting: true },
  );
  const path = `${target}/archivo-${weight.slice(0, 3)}.ttf`;
  await writeFile(path, file);
  console.log(`${path}: ${file.length} bytes`);
}

function characters(first, last) {
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}
