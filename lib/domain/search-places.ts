import type { SearchRow } from '#lib/domain/place';

/** Letters that Unicode does not decompose, as people type them without the key. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
};

/** Lower case, without accents and punctuation, single spaces: "Türkiye " and "turkiye" are the same. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[ßøæœıłđðþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(/['’.]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The form of `SearchRow`'s last field: folded phrases, each once, separated by "|". */
export function toTerms(phrases: readonly string[]): string {
  return [...new Set(phrases.map(foldText).filter((phrase) => phrase !== ''))].join('|');
}

/** Whether the query is the place's name, its code or one of its other names in whole, not a part or a slip. */
export function isExactMatch(row: SearchRow, query: string): boolean {
  const rank = rankOf(row, foldText(query));
  return rank !== undefined && rank <= EXACT;
}

type Match = { row: SearchRow; rank: number };

const COUNTRY_CODE = /^[A-Z]{2}$/;
const MIN_TYPO_LENGTH = 4;

/**
 * The places a query means, best first: exact names and codes, then beginnings, then parts; a country before a region.
 * Only when nothing matches, places one slip of the finger away. Used in the browser and on the server.
 */
export function searchPlaces(rows: readonly SearchRow[], query: string, limit: number): SearchRow[] {
  const folded = foldText(query);
  if (folded === '') return [];
  const exact = collect(rows, (row) => rankOf(row, folded));
  const found =
    exact.length > 0 || folded.length < MIN_TYPO_LENGTH
      ? exact
      : collect(rows, (row) => typoRank(row, folded));
  return found
    .sort(byRank)
    .slice(0, limit)
    .map(({ row }) => row);
}

function collect(rows: readonly SearchRow[], toRank: (row: SearchRow) => number | undefined): Match[] {
  return rows.flatMap((row) => {
    const rank = toRank(row);
    return rank === undefined ? [] : [{ row, rank: rank * 2 + (isCountry(row) ? 0 : 1) }];
  });
}

const isCountry = (row: SearchRow) => COUNTRY_CODE.test(row[2]);

/** Equal ranks: the shorter name is the nearer match, then the alphabet. */
function byRank(a: Match, b: Match): number {
  return a.rank - b.rank || a.row[1].length - b.row[1].length || (a.row[1] < b.row[1] ? -1 : 1);
}

/** Ranks up to this one are matches in whole. */
const EXACT = 2;

/** The order of likelihood; smaller is better, `undefined` is no match. */
function rankOf(row: SearchRow, query: string): number | undefined {
  const name = foldText(row[1]);
  const terms = `|${row[4]}|`;
  if (name === query) return 0;
  if (isCountry(row) && row[2].toLowerCase() === query) return 1;
  if (terms.includes(`|${query}|`)) return EXACT;
  if (name.startsWith(query)) return 3;
  if (name.includes(` ${query}`)) return 4;
  if (terms.includes(`|${query}`)) return 5;
  if (terms.includes(` ${query}`)) return 6;
  if (query.length < 3) return undefined;
  return name.includes(query) || terms.includes(query) ? 7 : undefined;
}

function typoRank(row: SearchRow, query: string): number | undefined {
  const name = foldText(row[1]);
  const phrases = row[4].split('|');
  if (isOneEditApart(name, query)) return 0;
  if (phrases.some((phrase) => isOneEditApart(phrase, query))) return 1;
  if (beginsOneEditApart(name, query)) return 2;
  return phrases.some((phrase) => beginsOneEditApart(phrase, query)) ? 3 : undefined;
}

/** Whether the query, typed with one slip, begins the phrase. */
function beginsOneEditApart(phrase: string, query: string): boolean {
  return [-1, 0, 1].some((extra) => isOneEditApart(phrase.slice(0, query.length + extra), query));
}

/** One letter missing, added, wrong, or two neighbours swapped. */
function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true;
  const swapped = `${restA[1] ?? ''}${restA[0] ?? ''}${restA.slice(2)}`;
  return swapped === restB;
}
