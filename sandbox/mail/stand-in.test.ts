import nodemailer from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningStandIn } from '../kernel/stand-in.ts';
import { serveStandIn } from '../kernel/stand-in.ts';
import type { RunningSmtp } from './smtp.ts';
import type { MailStandIn } from './stand-in.ts';
import { createMailStandIn } from './stand-in.ts';

let standIn: MailStandIn;
let web: RunningStandIn;
let smtp: RunningSmtp;

beforeEach(async () => {
  standIn = createMailStandIn();
  web = await serveStandIn(standIn.app, 0);
  smtp = await standIn.receiveSmtp(0);
});

afterEach(async () => {
  await smtp.close();
  await web.close();
});

const send = (mail: { to: string; subject: string; text: string; html?: string }, auth = '') =>
  nodemailer
    .createTransport(`smtp://${auth}127.0.0.1:${smtp.port}`)
    .sendMail({ from: 'Shop <shop@example.com>', ...mail });

const read = async (path: string) => (await fetch(`${web.url}${path}`)).text();
const list = async (query = '') => JSON.parse(await read(`/api/messages${query}`));

describe('the mail stand-in', () => {
  it('keeps a mail with both of its parts and tells of it in the record', async () => {
    await send({
      to: 'ana@example.com',
      subject: 'Grüße ✈',
      text: 'Hello Ana',
      html: '<p>Hello <b>Ana</b></p>',
    });
    const [message] = await list();
    expect(message).toMatchObject({
      from: 'shop@example.com',
      to: ['ana@example.com'],
      subject: 'Grüße ✈',
      html: '<p>Hello <b>Ana</b></p>',
    });
    expect(message.text).toBe('Hello Ana');
    expect(standIn.entries()).toEqual([
      expect.objectContaining({ kind: 'mail', to: ['ana@example.com'], subject: 'Grüße ✈' }),
    ]);
  });

  it('accepts credentials without asking for them', async () => {
    await send({ to: 'ana@example.com', subject: 'With a password', text: '-' }, 'user:secret@');
    expect(await list()).toHaveLength(1);
  });

  it('lists the newest first and filters by recipient whatever the letter case', async () => {
    await send({ to: 'ana@example.com', subject: 'first', text: '-' });
    await send({ to: 'bo@example.com', subject: 'second', text: '-' });
    expect((await list()).map(({ subject }: { subject: string }) => subject)).toEqual(['second', 'first']);
    expect((await list('?to=ANA@example.com')).map(({ subject }: { subject: string }) => subject)).toEqual([
      'first',
    ]);
  });

  it('shows the inbox, and a mail in a sandboxed frame with links in its text part', async () => {
    await send({
      to: 'a@example.com',
      subject: '<i>Order</i>',
      text: 'See http://localhost:3000/x?a=1&b=2.',
      html: '<p>"hi"</p>',
    });
    const inbox = await read('/');
    expect(inbox).toContain('&lt;i&gt;Order&lt;/i&gt;');
    expect(inbox).toContain('http-equiv="refresh"');
    const [{ id }] = await list();
    const page = await read(`/messages/${id}`);
    expect(page).toContain('<a href="http://localhost:3000/x?a=1&amp;b=2">');
    expect(page).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(page).toContain('&lt;p&gt;&quot;hi&quot;&lt;/p&gt;');
  });

  it('answers 404 for a mail it does not have', async () => {
    expect((await fetch(`${web.url}/messages/none`)).status).toBe(404);
  });

  it('refuses with the code it is told and keeps nothing', async () => {
    standIn.settings.refuseWith = 451;
    await expect(send({ to: 'ana@example.com', subject: 'No', text: '-' })).rejects.toMatchObject({
      responseCode: 451,
    });
    expect(await list()).toEqual([]);
    expect(standIn.entries()).toEqual([]);
  });

  it('forgets on DELETE', async () => {
    await send({ to: 'ana@example.com', subject: 'Gone', text: '-' });
    expect((await fetch(`${web.url}/api/messages`, { method: 'DELETE' })).status).toBe(204);
    expect(await list()).toEqual([]);
  });
});
