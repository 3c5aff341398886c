// Writes public/icons/<hash>.svg, one sheet of line icons, and components/ui/icon-sheet.ts with its address and names.
// The icons are Lucide's (ISC). Run after changing the list: node scripts/build-icons.mjs
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';

const folder = 'public/icons';

/** Our name for what the picture means in the shop, and Lucide's name for the picture. */
const icons = {
  account: 'user',
  allowed: 'circle-check',
  'arrow-back': 'arrow-left',
  'arrow-forward': 'arrow-right',
  calendar: 'calendar',
  card: 'credit-card',
  check: 'check',
  'chevron-down': 'chevron-down',
  'chevron-forward': 'chevron-right',
  clock: 'clock',
  close: 'x',
  copy: 'copy',
  currency: 'coins',
  danger: 'circle-exclamation-point',
  download: 'download',
  enter: 'corner-down-left',
  external: 'arrow-up-right',
  failed: 'circle-x',
  fairUse: 'gauge',
  filters: 'sliders-horizontal',
  globe: 'globe',
  help: 'life-buoy',
  hotspot: 'wifi',
  info: 'info',
  language: 'languages',
  listed: 'list-checks',
  mail: 'mail',
  menu: 'menu',
  minus: 'minus',
  networks: 'radio-tower',
  no: 'circle-minus',
  offline: 'wifi-off',
  phone: 'smartphone',
  plus: 'plus',
  promise: 'shield-check',
  refresh: 'refresh-cw',
  refund: 'undo-2',
  remove: 'trash',
  search: 'search',
  send: 'send',
  settings: 'settings',
  'sign-out': 'log-out',
  speed: 'chart-no-axes-column-increasing',
  spinner: 'loader-circle',
  start: 'plane-landing',
  'theme-dark': 'moon',
  'theme-light': 'sun',
  'theme-system': 'monitor',
  ticket: 'ticket',
  topUp: 'circle-plus',
  unknown: 'circle-question-mark',
  wait: 'hourglass',
  warn: 'triangle-exclamation-point',
};

const symbols = await Promise.all(Object.entries(icons).map(([name, lucide]) => symbol(name, lucide)));
const sheet = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
const hash = createHash('sha256').update(sheet).digest('hex').slice(0, 8);

await mkdir(folder, { recursive: true });
for (const file of await readdir(folder)) await rm(`${folder}/${file}`);
await writeFile(`${folder}/${hash}.svg`, sheet);
await writeFile(`${folder}/LICENSE`, await readFile('node_modules/lucide-react/LICENSE'));
await writeFile('components/ui/icon-sheet.ts', module());
console.log(`${folder}/${hash}.svg: ${sheet.length} bytes, ${symbols.length} icons`);

async function symbol(name, lucide) {
  const { __iconData: icon } = await import(`../node_modules/lucide-react/dist/esm/icons/${lucide}.mjs`);
  const shapes = icon.node.map(([tag, { key, ...attributes }]) => `<${tag} ${attributesOf(attributes)}/>`);
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes.join('')}</symbol>`;
}

function attributesOf(attributes) {
  return Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
}

function module() {
  const names = Object.keys(icons).map((name) => `  | '${name}'`);
  return `/** Written by scripts/build-icons.mjs. */\nexport const ICON_SHEET = '/icons/${hash}.svg';\n\nexport type IconName =\n${names.join('\n')};\n`;
}
