import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

type Received = { raw: Uint8Array; from: string; to: string[] };

type SmtpOptions = {
  /** Reply code (421, 450, 550 …) with which to refuse the sender instead of taking the mail; 0 = take it. */
  refuseWith: () => number;
  accept: (received: Received) => Promise<void>;
};

export type RunningSmtp = { port: number; close: () => Promise<void> };

async function take(stream: Readable, accept: (raw: Uint8Array) => Promise<void>): Promise<Error | null> {
  try {
    await accept(await buffer(stream));
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** An SMTP server on loopback, without TLS; any credentials are good, none are needed. Port 0 picks a free one. */
export async function serveSmtp(port: number, { refuseWith, accept }: SmtpOptions): Promise<RunningSmtp> {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'sandbox' }),
    onMailFrom: (_address, _session, done) => {
      const code = refuseWith();
      if (code === 0) return done();
      done(Object.assign(new Error('Refused: this sandbox was asked to.'), { responseCode: code }));
    },
    onData: (stream, session, done) => {
      const { mailFrom, rcptTo } = session.envelope;
      const from = mailFrom ? mailFrom.address : '';
      const to = rcptTo.map(({ address }) => address);
      void take(stream, (raw) => accept({ raw, from, to })).then(done);
    },
  });
  // A sender that dies in the middle of a mail ends its own connection, not this server.
  smtp.on('error', () => undefined);
  const server = smtp.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return { port: address.port, close: () => new Promise((resolve) => smtp.close(() => resolve())) };
}
