import sanitizeHtml from 'sanitize-html';

const LONGEST_SOURCE = 20_000;
const LONGEST_TEXT = 500;
const BLOCKS = /<(?=\/?(?:p|br|li|ul|ol|div|tr|td|table|h[1-6])\b)/gi;
const LEFTOVER_TAG = /<\/?[a-z!]/i;

/** Markup of theirs as one line of plain text, entities decoded, at most 500 characters. */
export function toPlainText(markup: string): string {
  let text = markup.slice(0, LONGEST_SOURCE);
  // Markup that was escaped once more becomes markup again when its entities are decoded: three rounds, then cut.
  for (let round = 0; round < 3; round += 1) text = strip(text);
  if (LEFTOVER_TAG.test(text)) text = text.replaceAll(/[<>]/g, ' ');
  return shorten(text.replaceAll(/\s+/g, ' ').trim());
}

function strip(text: string): string {
  // Without the space "<p>A</p><p>B</p>" would read "AB".
  const spaced = text.replaceAll(BLOCKS, ' <');
  const stripped = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} });
  return decodeBasicEntities(stripped);
}

/** The sanitiser decodes every entity and writes back these four. */
function decodeBasicEntities(text: string): string {
  const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
  return text.replaceAll(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity);
}

function shorten(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  const cut = text.slice(0, LONGEST_TEXT - 1).replace(/[\uD800-\uDBFF]$/, '');
  const lastSpace = cut.lastIndexOf(' ');
  return `${lastSpace > LONGEST_TEXT / 2 ? cut.slice(0, lastSpace) : cut}…`;
}
