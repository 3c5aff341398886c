import { html, raw } from 'hono/html';
import type { Message } from './message.ts';

type Html = ReturnType<typeof html>;

const style = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #16202e; --soft: #55606f; --hair: #dfe4ea; --act: #1d4fd8;
  --note: #fff3c9; --on-note: #4a3500; }
@media (prefers-color-scheme: dark) { :root { --page: #0f1520; --card: #182131; --ink: #eef2f8; --soft: #aab5c4; --hair: #2b374b;
  --act: #8fb4ff; --note: #3a2f0c; --on-note: #ffe9a3; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.note { margin: 0; padding: .5rem 1rem; background: var(--note); color: var(--on-note); text-align: center; font-size: .875rem; font-weight: 600; }
main { max-width: 48rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; }
a { color: var(--act); }
ul { list-style: none; margin: 0; padding: 0; }
li a { display: block; padding: .75rem 1rem; margin: 0 0 .5rem; background: var(--card); border: 1px solid var(--hair); border-radius: .75rem; text-decoration: none; }
li b { display: block; color: var(--ink); overflow-wrap: anywhere; }
small, dd, dt { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .125rem .75rem; margin: 0 0 1rem; }
dd { margin: 0; }
iframe { width: 100%; height: 40rem; border: 1px solid var(--hair); border-radius: .75rem; background: #fff; }
pre { margin: 0; padding: 1rem; background: var(--card); border: 1px solid var(--hair); border-radius: .75rem; white-space: pre-wrap; overflow-wrap: anywhere; font-size: .875rem; }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#4a3500"/><rect x="5" y="9" width="22" height="15" rx="2" fill="#ffe9a3"/><path d="m6 10.500 10 7 10-7" fill="none" stroke="#4a3500" stroke-width="2"/></svg>`;

type LayoutProps = { title: string; refreshSeconds?: number; content: Html };

const layout = ({ title, refreshSeconds, content }: LayoutProps): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${refreshSeconds === undefined ? '' : html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
<title>${title}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${raw(style)}</style>
</head>
<body>
<header><p class="note">Sandbox inbox: no mail leaves this machine</p></header>
<main>
${content}
</main>
</body>
</html>`;

const toTime = (message: Message) => `${message.at.slice(0, 10)} ${message.at.slice(11, 19)} UTC`;
const toSubject = (message: Message) => message.subject || '(no subject)';

const toEntry = (message: Message) => html`<li><a href="/messages/${message.id}">
<b>${toSubject(message)}</b>
<small>To ${message.to.join(', ')} · <time datetime="${message.at}">${toTime(message)}</time></small>
</a></li>`;

/** The inbox, newest first; it reloads itself. */
export const inboxPage = (messages: readonly Message[]): Html =>
  layout({
    title: `Inbox (${messages.length})`,
    refreshSeconds: 5,
    content: html`<h1>Inbox</h1>
${messages.length === 0 ? html`<p>No mail yet. What the shop sends appears here.</p>` : html`<ul>${messages.map(toEntry)}</ul>`}`,
  });

/** Text with its web addresses made clickable. */
const toLinked = (text: string) =>
  text
    .split(/(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])/)
    .map((part, index) => (index % 2 ? html`<a href="${part}">${part}</a>` : part));

// Links open beside the frame, so that they leave the sandbox of the mail.
const toFrame = (message: Message) => html`<iframe title="Mail as HTML"
sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${message.html}`}"></iframe>`;

export const messagePage = (message: Message): Html =>
  layout({
    title: toSubject(message),
    content: html`<p><a href="/">Back to the inbox</a></p>
<h1>${toSubject(message)}</h1>
<dl><dt>From</dt><dd>${message.from}</dd><dt>To</dt><dd>${message.to.join(', ')}</dd><dt>At</dt><dd>${toTime(message)}</dd></dl>
${message.html ? toFrame(message) : ''}
<h2>Plain text</h2>
${message.text ? html`<pre>${toLinked(message.text)}</pre>` : html`<p>This mail has no plain text part.</p>`}`,
  });

export const missingPage = (): Html =>
  layout({
    title: 'No such mail',
    content: html`<h1>No such mail</h1><p>It may have been deleted. <a href="/">Back to the inbox</a></p>`,
  });
