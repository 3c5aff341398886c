import nodemailer from 'nodemailer';
import type { MailTransport } from '#lib/emails/send-mail';

/** Sends over SMTP; a mail server that does not answer within 10 s counts as down. */
export function createSmtpTransport(smtpUrl: string, from: string): MailTransport {
  const transport = nodemailer.createTransport(smtpUrl, { from });
  return async ({ to, subject, html, text, messageId }) => {
    await transport.sendMail({
      to: { name: '', address: to },
      subject,
      html,
      text,
      messageId,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  };
}
