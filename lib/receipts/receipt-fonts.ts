import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Archivo in two weights, with every Latin letter of Europe. Written by scripts/subset-font.mjs. */
export type ReceiptFonts = { plain: Buffer; strong: Buffer };

let reading: Promise<ReceiptFonts> | undefined;

/** Read once. From the working directory, because a bundle has no neighbours on the disk. */
export function readReceiptFonts(): Promise<ReceiptFonts> {
  reading ??= readBoth();
  return reading;
}

async function readBoth(): Promise<ReceiptFonts> {
  const folder = join(process.cwd(), 'app', 'fonts');
  const [plain, strong] = await Promise.all([
    readFile(join(folder, 'archivo-400.ttf')),
    readFile(join(folder, 'archivo-600.ttf')),
  ]);
  return { plain, strong };
}
