/** Domains that most travellers' addresses end in; a near miss of one of them is asked about. */
const COMMON_DOMAINS = [
  'gmail.com',
  'googlemail.com',
  'outlook.com',
  'hotmail.com',
  'hotmail.co.uk',
  'hotmail.fr',
  'live.com',
  'msn.com',
  'yahoo.com',
  'yahoo.co.uk',
  'yahoo.de',
  'yahoo.fr',
  'icloud.com',
  'me.com',
  'mail.com',
  'aol.com',
  'gmx.de',
  'gmx.net',
  'gmx.at',
  'gmx.ch',
  'web.de',
  't-online.de',
  'freenet.de',
  'posteo.de',
  'mailbox.org',
  'proton.me',
  'protonmail.com',
  'bluewin.ch',
  'orange.fr',
  'libero.it',
] as const;

/** The address that was probably meant, or nothing. Never corrects by itself: real domains look like typos too. */
export function suggestEmail(email: string): string | undefined {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1).toLowerCase();
  if (at < 1 || domain.length < 4 || COMMON_DOMAINS.some((known) => known === domain)) return undefined;
  const near = COMMON_DOMAINS.map((known) => ({ known, distance: editDistance(domain, known) }))
    .filter(({ known, distance }) => distance <= (known.length < 8 ? 1 : 2))
    .sort((a, b) => a.distance - b.distance)[0];
  return near && `${email.slice(0, at)}@${near.known}`;
}

/** Insertions, deletions, replacements and swaps of neighbours between two short texts. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) row.push(cheapest({ from, to, i, j, rows, row }));
    rows.push(row);
  }
  return rows.at(-1)?.at(-1) ?? 0;
}

type Cell = { from: string; to: string; i: number; j: number; rows: number[][]; row: number[] };

function cheapest({ from, to, i, j, rows, row }: Cell): number {
  const at = (line: number[] | undefined, column: number) => line?.[column] ?? Number.POSITIVE_INFINITY;
  const change = from[i - 1] === to[j - 1] ? 0 : 1;
  const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
  return Math.min(
    at(rows[i - 1], j) + 1,
    at(row, j - 1) + 1,
    at(rows[i - 1], j - 1) + change,
    swapped ? at(rows[i - 2], j - 2) + 1 : Number.POSITIVE_INFINITY,
  );
}
