import { extractTextItems, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import type { ReceiptSheet } from '#lib/domain/receipt-sheet';
import { readReceiptFonts } from '#lib/receipts/receipt-fonts';
import { renderReceiptPdf } from '#lib/receipts/render-receipt-pdf';

const CHARGE: ReceiptSheet = {
  language: 'de',
  shopName: 'Landfall',
  title: 'Beleg',
  number: 'LF-7Q4K29-1',
  issuedAt: new Date('2027-01-11T14:18:41Z'),
  facts: [
    { label: 'Belegnummer', value: 'LF-7Q4K29-1' },
    { label: 'Bestellung', value: 'LF-7Q4K29' },
    { label: 'Abgebucht', value: '11. Januar 2027 um 14:18 UTC' },
    { label: 'Bestellt von', value: 'mara@example.com' },
  ],
  columns: { description: 'Was', quantity: 'Anzahl', unit: 'Je Stück', total: 'Betrag' },
  lines: [{ description: 'eSIM: Japan, 10 GB', quantity: '3', unit: '12,90 €', total: '38,70 €' }],
  total: { label: 'Abgebucht', amount: '38,70 €' },
  tax: { label: 'Darin zurückgelegt, 19 %', amount: '6,18 €' },
  seller: { label: 'Von', lines: ['Landfall', 'Straße 1'] },
  notes: ['Keine Rechnung.'],
};

const render = async (receipt: ReceiptSheet) => renderReceiptPdf(receipt, await readReceiptFonts());

async function read(receipt: ReceiptSheet) {
  const pdf = await getDocumentProxy(await render(receipt));
  const { info } = await pdf.getMetadata();
  const { items } = await extractTextItems(pdf);
  const pages = items.map((page) => page.filter(({ str }) => str.trim() !== ''));
  return {
    info,
    pages,
    first: pages[0] ?? [],
    text: pages
      .flat()
      .map(({ str }) => str)
      .join(' '),
  };
}

describe('renderReceiptPdf', () => {
  it('writes number, date, address, sums and notes as text on one page', async () => {
    const { pages, text } = await read(CHARGE);
    expect(pages).toHaveLength(1);
    for (const words of [
      'LF-7Q4K29-1',
      '11. Januar 2027 um 14:18 UTC',
      'mara@example.com',
      'eSIM: Japan, 10 GB',
      '38,70 €',
      'Darin zurückgelegt, 19 %',
      '6,18 €',
      'Straße 1',
      'Keine Rechnung.',
    ])
      expect(text.replaceAll('\u00a0', ' ')).toContain(words);
  });

  it('says its title and language, and is made when the money moved', async () => {
    const { info } = await read(CHARGE);
    expect(info).toMatchObject({
      Title: 'Beleg LF-7Q4K29-1',
      Author: 'Landfall',
      Language: 'de',
      CreationDate: 'D:20270111141841Z',
    });
  });

  it('sets every amount flush with the right edge', async () => {
    const { first } = await read(CHARGE);
    const ends = first
      .filter(({ str }) => ['Betrag', '38,70 €', '6,18 €'].includes(str))
      .map(({ x, width }) => Math.round(x + width));
    expect(ends).toEqual([539, 539, 539, 539]);
  });

  it('wraps a long description and keeps the page', async () => {
    const description = `eSIM: ${'Bosnien und Herzegowina, '.repeat(6)}365 Tage`;
    const [line] = CHARGE.lines;
    const { pages, first } = await read({ ...CHARGE, lines: line ? [{ ...line, description }] : [] });
    const rows = first.filter(({ str }) => /Bosnien|365 Tage/.test(str));
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.every(({ x, width }) => x + width < 300)).toBe(true);
    expect(pages).toHaveLength(1);
  });

  it('draws the letters and currencies of Europe, none as an empty box', async () => {
    const { text } = await read({
      ...CHARGE,
      notes: ['ÄÖÜß Łódź Türkiye İstanbul Çeşme ľščťžýáíé ő ŵ € £ ¥ ₺'],
    });
    expect(text).toContain('ÄÖÜß Łódź Türkiye İstanbul Çeşme ľščťžýáíé ő ŵ € £ ¥ ₺');
  });

  it('is the same to the byte each time', async () => {
    expect(Buffer.from(await render(CHARGE)).equals(await render(CHARGE))).toBe(true);
  });
});
