// Copies every flag of country-flag-icons (MIT) to public/flags/<alpha-2>.svg. Run after updating the package:
// node scripts/copy-flags.mjs
import { copyFile, mkdir, readdir } from 'node:fs/promises';

const source = 'node_modules/country-flag-icons';
const target = 'public/flags';

await mkdir(target, { recursive: true });
const flags = (await readdir(`${source}/3x2`)).filter((file) => /^[A-Z]{2}\.svg$/.test(file));
for (const file of flags) await copyFile(`${source}/3x2/${file}`, `${target}/${file.toLowerCase()}`);
await copyFile(`${source}/LICENSE`, `${target}/LICENSE`);
console.log(`${target}: ${flags.length} flags`);
