import { z } from 'zod';
import { createStandIn, type StandIn } from '../kernel/stand-in.ts';
import { referenceRates } from './reference-rates.ts';

const ratesSettingsSchema = z.object({
  /** Replaces rates by currency; null takes a currency off the list. */
  rates: z.record(z.string().regex(/^[A-Z]{3}$/), z.string().nullable()).default({}),
  /** Freezes the date of the rates, as after days in which nothing was published. */
  date: z.iso.date().nullable().default(null),
});
type RatesSettings = z.infer<typeof ratesSettingsSchema>;

const dayMs = 86_400_000;
/** The ECB publishes at about 16:00 in Frankfurt; before that the rates are those of the working day before. */
const publicationMs = 15 * 3_600_000;

function toBusinessDate(now: Date): string {
  let day = new Date(now.getTime() - publicationMs);
  while (day.getUTCDay() === 0 || day.getUTCDay() === 6) day = new Date(day.getTime() - dayMs);
  return day.toISOString().slice(0, 10);
}

function toXml(date: string, rates: readonly (readonly [currency: string, rate: string])[]): string {
  const cubes = rates.map(([currency, rate]) => `\t\t\t<Cube currency='${currency}' rate='${rate}'/>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender>
\t\t<gesmes:name>European Central Bank</gesmes:name>
\t</gesmes:Sender>
\t<Cube>
\t\t<Cube time='${date}'>
${cubes.join('\n')}
\t\t</Cube>
\t</Cube>
</gesmes:Envelope>
`;
}

/** The ECB's daily euro reference rates. */
export function createRatesStandIn(): StandIn<RatesSettings> {
  const standIn = createStandIn({ name: 'rates', settings: ratesSettingsSchema, reset: () => undefined });
  standIn.app.get('/stats/eurofxref/eurofxref-daily.xml', (c) => {
    const { rates, date } = standIn.settings;
    const listed = Object.entries({ ...referenceRates, ...rates }).flatMap(([currency, rate]) =>
      rate === null ? [] : [[currency, rate] as const],
    );
    const xml = toXml(date ?? toBusinessDate(standIn.now()), listed);
    return c.body(xml, 200, { 'content-type': 'text/xml; charset=utf-8' });
  });
  return standIn;
}
