import type { Locale } from '#lib/config/shop';
import de from '../../messages/de/mail.json' with { type: 'json' };
import en from '../../messages/en/mail.json' with { type: 'json' };

export type MailTexts = typeof en;

const TEXTS: Record<Locale, MailTexts> = { en, de };

/** The words of the mails in a language. */
export function mailTexts(locale: Locale): MailTexts {
  return TEXTS[locale];
}

/** Puts values into `{name}` places; a name without a value is a bug and throws. Plain text, not markup. */
export function fillText(text: string, values: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`No value for {${name}} in a mail text`);
    return value;
  });
}

/** The form of a text that fits the count in that language. */
export function fillCount(
  forms: { one: string; other: string },
  { count, locale }: { count: number; locale: Locale },
): string {
  const form = new Intl.PluralRules(locale).select(count) === 'one' ? forms.one : forms.other;
  return fillText(form, { count: new Intl.NumberFormat(locale).format(count) });
}
