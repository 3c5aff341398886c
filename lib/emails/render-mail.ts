import type { Locale } from '#lib/config/shop';
import { DELAY_MAILS } from '#lib/emails/delay-content';
import { type MailContents, ORDER_MAILS } from '#lib/emails/mail-content';
import type { MailDataByKind, MailKind } from '#lib/emails/mail-data';
import { toMailHtml } from '#lib/emails/mail-html';
import { toMailText } from '#lib/emails/mail-text';
import { REFUND_MAILS } from '#lib/emails/refund-content';
import { UNPAID_MAILS } from '#lib/emails/unpaid-content';

const MAIL_CONTENTS: MailContents<MailKind> = {
  ...ORDER_MAILS,
  ...DELAY_MAILS,
  ...UNPAID_MAILS,
  ...REFUND_MAILS,
};

export type RenderedMail = { subject: string; html: string; text: string };

/** Sets one mail in a language. Pure: the same data gives the same bytes, so a retry sends the same mail. */
export function renderMail<K extends MailKind>(
  kind: K,
  locale: Locale,
  data: MailDataByKind[K],
): RenderedMail {
  const content = MAIL_CONTENTS[kind](data, locale);
  return { subject: content.subject, html: toMailHtml(content, locale), text: toMailText(content) };
}
