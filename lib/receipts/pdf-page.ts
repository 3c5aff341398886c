import PDFDocument from 'pdfkit';
import type { ReceiptFonts } from '#lib/receipts/receipt-fonts';

/** Lengths are points from the top left corner of an A4 page; text carries its place in the structure of the PDF. */
export const PAGE = { width: 595.28, height: 841.89, edge: 56 } as const;

export const COLOURS = {
  board: '#05363b',
  boardInk: '#f1f7f6',
  sun: '#ffb820',
  ink: '#0c1a1c',
  muted: '#435659',
  border: '#d0dbdb',
  dots: '#708386',
} as const;

type Look = { font: keyof ReceiptFonts; size: number; colour: string; tracking?: number };

export const LOOKS = {
  brand: { font: 'strong', size: 15, colour: COLOURS.boardInk, tracking: -0.4 },
  title: { font: 'strong', size: 30, colour: COLOURS.board, tracking: -0.8 },
  label: { font: 'plain', size: 9, colour: COLOURS.muted },
  value: { font: 'strong', size: 11, colour: COLOURS.ink },
  body: { font: 'plain', size: 10.5, colour: COLOURS.ink },
  small: { font: 'plain', size: 9.5, colour: COLOURS.muted },
  totalLabel: { font: 'strong', size: 13, colour: COLOURS.ink },
  total: { font: 'strong', size: 22, colour: COLOURS.board },
} as const satisfies Record<string, Look>;

export type Parent = ReturnType<PDFKit.PDFDocument['struct']>;

type Text = {
  look: keyof typeof LOOKS;
  x: number;
  y: number;
  width: number;
  align?: 'left' | 'right';
  /** What the text is, such as `H1` or `TD`, and what it is part of. */
  tag: string;
  parent: Parent;
};

export type Sheet = { doc: PDFKit.PDFDocument; root: Parent };

type SheetInput = { title: string; author: string; language: string; createdAt: Date; fonts: ReceiptFonts };

export function openSheet({ title, author, language, createdAt, fonts }: SheetInput): Sheet {
  const doc = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 28,
    pdfVersion: '1.7',
    tagged: true,
    lang: language,
    displayTitle: true,
    // Otherwise it opens with Helvetica, which is never used.
    font: '',
    info: { Title: title, Author: author, CreationDate: createdAt },
  });
  doc.registerFont('plain', fonts.plain).registerFont('strong', fonts.strong);
  const root = doc.struct('Document');
  doc.addStructure(root);
  return { doc, root };
}

/** A part of `parent`, such as a table or one of its rows. */
export function addPart({ doc }: Sheet, parent: Parent, tag: string): Parent {
  const part = doc.struct(tag);
  parent.add(part);
  return part;
}

/** Sets a text, wrapped to its width, and answers with the height at which it ends. */
export function write({ doc }: Sheet, text: string, { look, x, y, width, align, tag, parent }: Text): number {
  const { font, size, colour, tracking = 0 }: Look = LOOKS[look];
  doc.font(font).fontSize(size).fillColor(colour);
  doc.text(text, x, y, {
    width,
    align: align ?? 'left',
    characterSpacing: tracking,
    // What the tracking takes from the gaps between words is given back.
    wordSpacing: -2 * tracking,
    features: ['tnum'],
    lineGap: size * 0.15,
    structParent: parent,
    structType: tag,
  });
  return doc.y;
}

/** Draws what says nothing: it is passed over when the PDF is read aloud. */
export function decorate({ doc }: Sheet, draw: (doc: PDFKit.PDFDocument) => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw(doc);
  doc.endMarkedContent();
}

export function drawHairline(sheet: Sheet, y: number): void {
  decorate(sheet, (doc) =>
    doc
      .moveTo(PAGE.edge, y)
      .lineTo(PAGE.width - PAGE.edge, y)
      .lineWidth(0.75)
      .strokeColor(COLOURS.border)
      .stroke(),
  );
}
