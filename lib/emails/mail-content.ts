import { type Locale, SHOP } from '#lib/config/shop';
import { formatMoney } from '#lib/domain/money';
import type { MailDataByKind, MailKind, OrderMailData } from '#lib/emails/mail-data';
import { fillCount, fillText, mailTexts } from '#lib/emails/mail-texts';
import { planWords } from '#lib/emails/plan-words';

/** A mail before it is set: plain words in order, the same for the HTML and for its plain twin. */
export type MailContent = {
  subject: string;
  preview: string;
  heading: string;
  /** Above the heading: what it is about. */
  crumb: string | undefined;
  blocks: readonly MailBlock[];
  footer: readonly string[];
  shopLink: { label: string; url: string };
};

export type MailBlock =
  | { kind: 'text'; text: string; tone: 'plain' | 'muted' }
  | { kind: 'button'; label: string; url: string; linkNote: string }
  | { kind: 'pass'; fields: readonly PassField[]; lines: readonly string[] }
  | { kind: 'steps'; title: string; steps: readonly string[] };

type PassField = { label: string; value: string };

/** What each kind of mail says; setting it is somebody else's work. */
export const MAIL_CONTENTS: { [K in MailKind]: (data: MailDataByKind[K], locale: Locale) => MailContent } = {
  order_received: received,
  order_ready: ready,
  order_released: released,
  order_link: link,
  sign_in: signIn,
};

function received(data: MailDataByKind['order_received'], locale: Locale): MailContent {
  const { promise, ...texts } = mailTexts(locale).received;
  const values = orderValues(data, locale);
  const deadline = fillCount(promise, { count: data.promiseMinutes, locale });
  return orderMail(data, locale, {
    subject: fillText(texts.subject, values),
    preview: texts.preview,
    heading: texts.heading,
    blocks: [
      plain(fillText(texts.body, values)),
      plain(deadline),
      button(texts.button, data.orderUrl, locale),
      muted(mailTexts(locale).linkLife),
      pass(data, { priceLabel: texts.priceLabel, more: [], locale }),
    ],
  });
}

function ready(data: MailDataByKind['order_ready'], locale: Locale): MailContent {
  const texts = mailTexts(locale).ready;
  const times = fillText(texts.times, {
    paidAt: formatInstant(data.paidAt, locale),
    readyAt: formatInstant(data.readyAt, locale),
  });
  const values = orderValues(data, locale);
  return orderMail(data, locale, {
    subject: fillText(texts.subject, values),
    preview: texts.preview,
    heading: texts.heading,
    blocks: [
      plain(texts.body),
      button(texts.button, data.orderUrl, locale),
      muted(`${texts.hint} ${mailTexts(locale).linkLife}`),
      pass(data, { priceLabel: texts.priceLabel, more: [times], locale }),
      arrival(locale),
    ],
  });
}

function released(data: MailDataByKind['order_released'], locale: Locale): MailContent {
  const texts = mailTexts(locale).released;
  const values = { ...orderValues(data, locale), releasedAt: formatInstant(data.releasedAt, locale) };
  return orderMail(data, locale, {
    subject: fillText(texts.subject, values),
    preview: fillText(texts.preview, values),
    heading: texts.heading,
    blocks: [
      plain(fillText(texts.body, values)),
      plain(texts.late),
      button(texts.button, data.browseUrl, locale),
      pass(data, { priceLabel: texts.priceLabel, more: [], locale }),
      muted(fillText(texts.details, { url: data.orderUrl })),
    ],
  });
}

function link(data: MailDataByKind['order_link'], locale: Locale): MailContent {
  const texts = mailTexts(locale).link;
  const values = orderValues(data, locale);
  return orderMail(data, locale, {
    subject: fillText(texts.subject, values),
    preview: texts.preview,
    heading: texts.heading,
    blocks: [
      plain(texts.body),
      button(texts.button, data.orderUrl, locale),
      muted(mailTexts(locale).linkLife),
    ],
  });
}

function signIn(data: MailDataByKind['sign_in'], locale: Locale): MailContent {
  const { signIn: texts, footerSignIn, shop } = mailTexts(locale);
  return {
    subject: fillText(texts.subject, { shop: SHOP.name }),
    preview: texts.preview,
    heading: texts.heading,
    crumb: undefined,
    blocks: [
      plain(fillCount(texts.body, { count: data.minutes, locale })),
      button(texts.button, data.signInUrl, locale),
    ],
    footer: [footerSignIn],
    shopLink: { label: fillText(shop, { shop: SHOP.name }), url: data.shopUrl },
  };
}

function orderMail(
  data: OrderMailData,
  locale: Locale,
  parts: Pick<MailContent, 'subject' | 'preview' | 'heading' | 'blocks'>,
): MailContent {
  const texts = mailTexts(locale);
  return {
    ...parts,
    crumb: planWords(data.plan, locale).title,
    footer: [fillText(texts.order, { number: data.number }), texts.promise, texts.footerOrder],
    shopLink: { label: fillText(texts.shop, { shop: SHOP.name }), url: data.shopUrl },
  };
}

function orderValues(data: OrderMailData, locale: Locale) {
  return {
    number: data.number,
    amount: formatMoney(data.price, locale),
    place: planWords(data.plan, locale).place,
  };
}

function pass(
  data: OrderMailData,
  { priceLabel, more, locale }: { priceLabel: string; more: readonly string[]; locale: Locale },
): MailBlock {
  const texts = mailTexts(locale);
  const words = planWords(data.plan, locale);
  return {
    kind: 'pass',
    fields: [
      { label: texts.data, value: words.data },
      { label: texts.validity, value: words.days },
      { label: priceLabel, value: formatMoney(data.price, locale) },
    ],
    lines: [words.start, ...more],
  };
}

function arrival(locale: Locale): MailBlock {
  const texts = mailTexts(locale);
  return {
    kind: 'steps',
    title: texts.arrivalTitle,
    steps: [texts.arrivalHome, texts.arrivalData, texts.arrivalRoaming],
  };
}

function plain(text: string): MailBlock {
  return { kind: 'text', text, tone: 'plain' };
}

function muted(text: string): MailBlock {
  return { kind: 'text', text, tone: 'muted' };
}

function button(label: string, url: string, locale: Locale): MailBlock {
  return { kind: 'button', label, url, linkNote: mailTexts(locale).linkUnused };
}

/** A mail is read in any time zone, so its instants name theirs. */
function formatInstant(instant: Date, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  return format.format(instant);
}
