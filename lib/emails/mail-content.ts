import { type Locale, SHOP } from '#lib/config/shop';
import { formatMoney } from '#lib/domain/money';
import type { MailDataByKind, MailKind, OrderMailData } from '#lib/emails/mail-data';
import { fillCount, fillText, type MailTexts, mailTexts } from '#lib/emails/mail-texts';
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

/** What a kind of mail says; setting it is somebody else's work. */
export type MailContents<K extends MailKind> = {
  [Kind in K]: (data: MailDataByKind[Kind], locale: Locale) => MailContent;
};

export const ORDER_MAILS: MailContents<'order_received' | 'order_ready' | 'order_link' | 'sign_in'> = {
  order_received: received,
  order_ready: ready,
  order_link: link,
  sign_in: signIn,
};

function received(data: MailDataByKind['order_received'], locale: Locale): MailContent {
  const texts = mailTexts(locale).received;
  const words = data.quantity === 1 ? texts : texts.many;
  const values = orderValues(data, locale);
  return orderMail(data, locale, {
    subject: fillText(words.subject, values),
    preview: words.preview,
    heading: fillText(words.heading, values),
    blocks: [
      plain(fillText(words.body, values)),
      plain(fillCount(words.promise, { count: data.promiseMinutes, locale })),
      button(texts.button, data.orderUrl, locale),
      muted(mailTexts(locale).linkLife),
      pass(data, { priceLabel: texts.priceLabel, more: [], locale }),
    ],
  });
}

function ready(data: MailDataByKind['order_ready'], locale: Locale): MailContent {
  const texts = mailTexts(locale).ready;
  const words = readyWords(data, texts);
  const times = fillText(texts.times, {
    paidAt: formatInstant(data.paidAt, locale),
    readyAt: formatInstant(data.readyAt, locale),
  });
  const values = {
    ...orderValues(data, locale),
    arrived: new Intl.NumberFormat(locale).format(data.arrived),
  };
  const notCharged = data.notCharged && formatMoney(data.notCharged, locale);
  return orderMail(data, locale, {
    subject: fillText(words.subject, values),
    preview: words.preview,
    heading: fillText(words.heading, values),
    blocks: [
      plain(words.body),
      ...(notCharged ? [plain(fillText(texts.missing, { ...values, notCharged }))] : []),
      button(texts.button, data.orderUrl, locale),
      muted(`${texts.hint} ${mailTexts(locale).linkLife}`),
      pass(data, { priceLabel: texts.priceLabel, more: [times], locale }),
      arrival(locale),
    ],
  });
}

/** The words for one eSIM, for all of several, or for some of them. */
function readyWords({ quantity, arrived }: MailDataByKind['order_ready'], texts: MailTexts['ready']) {
  if (quantity === 1) return texts;
  return arrived === quantity ? texts.many : texts.some;
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

export function orderMail(
  data: OrderMailData,
  locale: Locale,
  parts: Pick<MailContent, 'subject' | 'preview' | 'heading' | 'blocks'>,
): MailContent {
  const texts = mailTexts(locale);
  return {
    ...parts,
    crumb: crumb(data, locale),
    footer: [fillText(texts.order, { number: data.number }), texts.promise, texts.footerOrder],
    shopLink: { label: fillText(texts.shop, { shop: SHOP.name }), url: data.shopUrl },
  };
}

/** "Japan, 10 GB, 30 days, 3 eSIMs". */
function crumb({ plan, quantity }: OrderMailData, locale: Locale): string {
  const { title } = planWords(plan, locale);
  if (quantity === 1) return title;
  return `${title}, ${fillCount(mailTexts(locale).esims, { count: quantity, locale })}`;
}

export function orderValues(data: OrderMailData, locale: Locale) {
  return {
    number: data.number,
    quantity: new Intl.NumberFormat(locale).format(data.quantity),
    amount: formatMoney(data.price, locale),
    place: planWords(data.plan, locale).place,
  };
}

export function pass(
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

export function plain(text: string): MailBlock {
  return { kind: 'text', text, tone: 'plain' };
}

export function muted(text: string): MailBlock {
  return { kind: 'text', text, tone: 'muted' };
}

export function button(label: string, url: string, locale: Locale): MailBlock {
  return { kind: 'button', label, url, linkNote: mailTexts(locale).linkUnused };
}

/** A mail is read in any time zone, so its instants name theirs. */
export function formatInstant(instant: Date, locale: Locale): string {
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
