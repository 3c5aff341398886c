import { describe, expect, it } from 'vitest';
import { createRatesStandIn } from './stand-in.ts';

const path = '/stats/eurofxref/eurofxref-daily.xml';

async function readXmlAt(iso: string): Promise<string> {
  const standIn = createRatesStandIn();
  const clockOffsetMs = Date.parse(iso) - Date.now();
  await standIn.app.request('/__control', { method: 'POST', body: JSON.stringify({ clockOffsetMs }) });
  return (await standIn.app.request(path)).text();
}

describe('the ECB rates', () => {
  it.each([
    ['a Wednesday evening', '2026-11-18T20:00:00Z', '2026-11-18'],
    ['a Wednesday morning', '2026-11-18T08:00:00Z', '2026-11-17'],
    ['a Sunday', '2026-11-22T20:00:00Z', '2026-11-20'],
    ['a Monday morning', '2026-11-23T08:00:00Z', '2026-11-20'],
  ])('carry the date of the last publication on %s', async (_, iso, date) => {
    expect(await readXmlAt(iso)).toContain(`<Cube time='${date}'>`);
  });

  it('list 29 currencies and no Kuwaiti dinar', async () => {
    const xml = await readXmlAt('2026-11-18T20:00:00Z');
    expect(xml.match(/<Cube currency='[A-Z]{3}' rate='[0-9.]+'\/>/g)).toHaveLength(29);
    expect(xml).toContain("<Cube currency='USD' rate='1.1562'/>");
    expect(xml).not.toContain('KWD');
  });

  it('can lose a currency and stop being published', async () => {
    const { app } = createRatesStandIn();
    const settings = { rates: { CHF: null, USD: '1.2000' }, date: '2026-01-05' };
    await app.request('/__control', { method: 'POST', body: JSON.stringify({ settings }) });
    const xml = await (await app.request(path)).text();
    expect(xml).not.toContain('CHF');
    expect(xml).toContain("<Cube currency='USD' rate='1.2000'/>");
    expect(xml).toContain("<Cube time='2026-01-05'>");
  });
});
