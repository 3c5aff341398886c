import { arrayBuffer } from 'node:stream/consumers';
import type { ReceiptColumn, ReceiptSheet } from '#lib/domain/receipt-sheet';
import {
  addPart,
  COLOURS,
  decorate,
  drawHairline,
  LOOKS,
  openSheet,
  PAGE,
  type Parent,
  type Sheet,
  write,
} from '#lib/receipts/pdf-page';
import type { ReceiptFonts } from '#lib/receipts/receipt-fonts';

const LEFT = PAGE.edge;
const WIDTH = PAGE.width - 2 * PAGE.edge;
const GAP = 24;

/** One A4 page of real text: the same bytes for the same receipt, whenever it is drawn. */
export async function renderReceiptPdf(
  receipt: ReceiptSheet,
  fonts: ReceiptFonts,
): Promise<Uint8Array<ArrayBuffer>> {
  const { title, number, shopName, language, issuedAt } = receipt;
  const sheet = openSheet({
    title: `${title} ${number}`,
    author: shopName,
    language,
    createdAt: issuedAt,
    fonts,
  });
  drawBrand(sheet, shopName);
  const heading = { look: 'title', x: LEFT, y: 108, width: WIDTH, tag: 'H1', parent: sheet.root } as const;
  const factsEnd = drawFacts(sheet, receipt, write(sheet, title, heading) + 16);
  const tableEnd = drawTable(sheet, receipt, factsEnd + 20);
  const totalEnd = drawTotal(sheet, receipt, tableEnd + 14);
  drawNotes(sheet, receipt, drawPerforation(sheet, totalEnd + 18) + 18);
  drawSeller(sheet, receipt);
  sheet.root.end();
  sheet.doc.end();
  return new Uint8Array(await arrayBuffer(sheet.doc));
}

/** The petrol band with the plate and the name. */
function drawBrand(sheet: Sheet, shopName: string): void {
  decorate(sheet, (doc) => {
    doc.rect(0, 0, PAGE.width, 72).fill(COLOURS.board);
    doc
      .save()
      .translate(LEFT, 25)
      .scale(22 / 26);
    doc.roundedRect(0, 0, 26, 26, 4).fill(COLOURS.sun);
    doc.path('M6 7l5.2 11.2H20').lineWidth(3.1).lineJoin('round').strokeColor(COLOURS.board).stroke();
    doc.circle(18.4, 8.6, 2.4).fill(COLOURS.board);
    doc.restore();
  });
  write(sheet, shopName, { look: 'brand', x: LEFT + 31, y: 28, width: 300, tag: 'P', parent: sheet.root });
}

/** Two in a row, each row under a hairline. */
function drawFacts(sheet: Sheet, { facts }: ReceiptSheet, top: number): number {
  const width = (WIDTH - GAP) / 2;
  const rows = Array.from({ length: Math.ceil(facts.length / 2) }, (_, row) =>
    facts.slice(2 * row, 2 * row + 2),
  );
  return rows.reduce((y, row) => {
    drawHairline(sheet, y);
    const ends = row.map(({ label, value }, column) => {
      const parent = addPart(sheet, sheet.root, 'P');
      const place = { x: LEFT + column * (width + GAP), width, tag: 'Span', parent };
      const labelEnd = write(sheet, label, { ...place, look: 'label', y: y + 8 });
      return write(sheet, value, { ...place, look: 'value', y: labelEnd + 1 });
    });
    return Math.max(...ends) + 8;
  }, top);
}

const COLUMNS = [
  { name: 'description', width: 243, align: 'left' },
  { name: 'quantity', width: 60, align: 'right' },
  { name: 'unit', width: 85, align: 'right' },
  { name: 'total', width: WIDTH - 388, align: 'right' },
] as const satisfies readonly { name: ReceiptColumn; width: number; align: 'left' | 'right' }[];

function drawTable(sheet: Sheet, { columns, lines }: ReceiptSheet, top: number): number {
  const table = addPart(sheet, sheet.root, 'Table');
  const headEnd = drawRow(sheet, columns, { look: 'label', tag: 'TH', y: top, parent: table });
  return lines.reduce((y, line) => {
    drawHairline(sheet, y + 4);
    return drawRow(sheet, line, { look: 'body', tag: 'TD', y: y + 13, parent: table }) + 6;
  }, headEnd);
}

type RowPlace = { look: keyof typeof LOOKS; tag: 'TH' | 'TD'; y: number; parent: Parent };

function drawRow(sheet: Sheet, cells: Record<ReceiptColumn, string>, place: RowPlace): number {
  const parent = addPart(sheet, place.parent, 'TR');
  const ends = COLUMNS.map(({ name, width, align }, index) => {
    const before = COLUMNS.slice(0, index).reduce((sum, column) => sum + column.width, 0);
    return write(sheet, cells[name], { ...place, parent, x: LEFT + before, width, align });
  });
  return Math.max(...ends);
}

function drawTotal(sheet: Sheet, { total, tax }: ReceiptSheet, top: number): number {
  decorate(sheet, (doc) =>
    doc
      .moveTo(LEFT, top)
      .lineTo(LEFT + WIDTH, top)
      .lineWidth(1.5)
      .strokeColor(COLOURS.board)
      .stroke(),
  );
  // On one baseline: the label is the smaller of the two.
  const lead = 0.7 * (LOOKS.total.size - LOOKS.totalLabel.size);
  const totalEnd = drawSum(sheet, total, { looks: ['totalLabel', 'total'], y: top + 12, lead });
  return drawSum(sheet, tax, { looks: ['small', 'small'], y: totalEnd + 2, lead: 0 });
}

type SumPlace = { looks: readonly [keyof typeof LOOKS, keyof typeof LOOKS]; y: number; lead: number };

function drawSum(sheet: Sheet, { label, amount }: ReceiptSheet['total'], place: SumPlace): number {
  const { looks, y, lead } = place;
  const parent = addPart(sheet, sheet.root, 'P');
  const half = { tag: 'Span', parent };
  const labelEnd = write(sheet, label, { ...half, look: looks[0], x: LEFT, y: y + lead, width: 300 });
  const right = { x: LEFT + 300, width: WIDTH - 300, align: 'right' } as const;
  return Math.max(labelEnd, write(sheet, amount, { ...half, ...right, look: looks[1], y }));
}

/** The tear line of a pass. */
function drawPerforation(sheet: Sheet, y: number): number {
  decorate(sheet, (doc) => {
    for (let x = LEFT + 1; x < LEFT + WIDTH; x += 5.25) doc.circle(x, y, 0.75);
    doc.fill(COLOURS.dots);
  });
  return y;
}

function drawNotes(sheet: Sheet, { notes }: ReceiptSheet, top: number): void {
  notes.reduce(
    (y, note) =>
      write(sheet, note, { look: 'small', x: LEFT, y, width: WIDTH, tag: 'P', parent: sheet.root }) + 3,
    top,
  );
}

/** At the foot of the page, as tall as it has lines. */
function drawSeller(sheet: Sheet, { seller }: ReceiptSheet): void {
  const top = PAGE.height - PAGE.edge - 14 * (seller.lines.length + 1);
  drawHairline(sheet, top - 10);
  const parent = addPart(sheet, sheet.root, 'P');
  const place = { x: LEFT, width: WIDTH, tag: 'Span', parent };
  const labelEnd = write(sheet, seller.label, { ...place, look: 'label', y: top });
  seller.lines.reduce((y, line) => write(sheet, line, { ...place, look: 'body', y }), labelEnd + 1);
}
