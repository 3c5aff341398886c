import { GIGABYTE, MEGABYTE } from '#lib/domain/plan';

/** A volume as one reads it: a figure with at most one decimal, and its unit apart. */
export type DataAmount = { figure: string; unit: 'GB' | 'MB' };

/** `unitOf`: the volume whose unit is kept, so that what is left is counted like what was bought. */
export function dataAmount(bytes: number, locale: string, unitOf = bytes): DataAmount {
  const unit = unitOf < GIGABYTE ? 'MB' : 'GB';
  const value = unit === 'MB' ? bytes / MEGABYTE : bytes / GIGABYTE;
  // Under one gigabyte a second decimal is the difference between acting now and later.
  const digits = unit === 'GB' && value < 1 ? 2 : 1;
  const figure = new Intl.NumberFormat(locale, { maximumFractionDigits: unit === 'MB' ? 0 : digits });
  return { figure: figure.format(value), unit };
}

/** "10 GB" in one piece that does not break. */
export function dataText(bytes: number, locale: string, unitOf = bytes): string {
  const { figure, unit } = dataAmount(bytes, locale, unitOf);
  return `${figure}\u00a0${unit}`;
}
