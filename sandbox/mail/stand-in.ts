import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { StandIn } from '../kernel/stand-in.ts';
import { createStandIn } from '../kernel/stand-in.ts';
import type { Message } from './message.ts';
import { parseMessage } from './message.ts';
import { icon, inboxPage, messagePage, missingPage } from './pages.ts';
import type { RunningSmtp } from './smtp.ts';
import { serveSmtp } from './smtp.ts';

const mailSettings = z.object({
  /** SMTP reply code with which every mail is refused (421 and 4xx = try later, 5xx = never); 0 = taken. */
  refuseWith: z.union([z.literal(0), z.int().min(400).max(599)]).default(0),
});

type MailSettings = z.infer<typeof mailSettings>;

export type MailStandIn = StandIn<MailSettings> & {
  /** Takes mail by SMTP on loopback; port 0 picks a free one. */
  receiveSmtp: (port: number) => Promise<RunningSmtp>;
};

const isTo = (message: Message, address: string) =>
  message.to.some((recipient) => recipient.toLowerCase() === address.toLowerCase());

/** A mail server that keeps what it gets: SMTP in, an inbox page and `/api/messages` out. */
export function createMailStandIn(): MailStandIn {
  let messages: Message[] = [];
  const clear = () => {
    messages = [];
  };
  const standIn = createStandIn({ name: 'mail', settings: mailSettings, reset: clear });
  const { app } = standIn;
  const newestFirst = () => messages.toReversed();

  app.get('/', async (c) => c.html(await inboxPage(newestFirst())));
  app.get('/favicon.svg', (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml' }));
  app.get('/favicon.ico', (c) => c.body(icon, 200, { 'content-type': 'image/svg+xml' }));
  app.get('/messages/:id', async (c) => {
    const message = messages.find(({ id }) => id === c.req.param('id'));
    return message ? c.html(await messagePage(message)) : c.html(await missingPage(), 404);
  });
  app.get('/api/messages', (c) => {
    const to = c.req.query('to');
    return c.json(newestFirst().filter((message) => to === undefined || isTo(message, to)));
  });
  app.delete('/api/messages', (c) => {
    clear();
    return c.body(null, 204);
  });

  const receiveSmtp = (port: number) =>
    serveSmtp(port, {
      refuseWith: () => standIn.settings.refuseWith,
      accept: async ({ raw, from, to }) => {
        const message = await parseMessage(raw, { id: randomUUID(), at: standIn.now(), from, to });
        messages = [...messages, message];
        const { id, messageId, to: recipients, subject } = message;
        standIn.record('mail', { id, messageId, to: recipients, subject });
      },
    });

  return { ...standIn, receiveSmtp };
}
