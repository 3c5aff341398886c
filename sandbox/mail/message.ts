import PostalMime from 'postal-mime';

/** A mail as it arrived. `to` holds the envelope's recipients, so blind copies count too. */
export type Message = {
  id: string;
  /** The sender's own id of the mail: two copies of one mail carry the same. */
  messageId: string;
  at: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
};

type Envelope = { id: string; at: Date; from: string; to: string[] };

/** Parses a raw MIME message and joins it with its SMTP envelope. */
export async function parseMessage(raw: Uint8Array, envelope: Envelope): Promise<Message> {
  const mail = await PostalMime.parse(raw);
  return {
    id: envelope.id,
    messageId: mail.messageId ?? '',
    at: envelope.at.toISOString(),
    from: mail.from?.address ?? envelope.from,
    to: envelope.to,
    subject: mail.subject ?? '',
    text: mail.text?.trimEnd() ?? '',
    html: mail.html?.trimEnd() ?? '',
  };
}
