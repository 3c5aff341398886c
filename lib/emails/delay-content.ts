import type { Locale } from '#lib/config/shop';
import {
  button,
  formatInstant,
  type MailContent,
  type MailContents,
  muted,
  orderMail,
  orderValues,
  pass,
  plain,
} from '#lib/emails/mail-content';
import type { MailDataByKind } from '#lib/emails/mail-data';
import { fillText, mailTexts } from '#lib/emails/mail-texts';

/** What is said of an order that is late but still in time. */
export const DELAY_MAILS: MailContents<'order_delayed'> = { order_delayed: delayed };

function delayed(data: MailDataByKind['order_delayed'], locale: Locale): MailContent {
  const texts = mailTexts(locale).delayed;
  const words = data.quantity === 1 ? texts : texts.many;
  const values = {
    ...orderValues(data, locale),
    arrived: new Intl.NumberFormat(locale).format(data.arrived),
    until: formatInstant(data.until, locale),
  };
  const several = data.arrived > 0 ? texts.many.body : texts.many.bodyNone;
  return orderMail(data, locale, {
    subject: fillText(words.subject, values),
    preview: fillText(texts.preview, values),
    heading: words.heading,
    blocks: [
      plain(fillText(data.quantity === 1 ? texts.body : several, values)),
      plain(fillText(words.charge, values)),
      plain(texts.choice),
      button(texts.button, data.orderUrl, locale),
      muted(mailTexts(locale).linkLife),
      pass(data, { priceLabel: texts.priceLabel, more: [], locale }),
    ],
  });
}
