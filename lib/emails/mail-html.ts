import { type Locale, SHOP } from '#lib/config/shop';
import { assertNever } from '#lib/domain/result';
import { escapeHtml, escapeUrl } from '#lib/emails/escape-html';
import type { MailBlock, MailContent } from '#lib/emails/mail-content';
import { MAIL_STYLE } from '#lib/emails/mail-style';

const FONT = "font-family:Archivo,'Helvetica Neue',Helvetica,Arial,sans-serif";

/** The mail as one 600 px table; every value is escaped here and nowhere else. */
export function toMailHtml(content: MailContent, locale: Locale): string {
  return [
    `<!doctype html><html lang="${locale}" dir="ltr"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">',
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">',
    `<title>${escapeHtml(content.subject)}</title><style>${MAIL_STYLE}</style></head>`,
    `<body class="page" style="margin:0;padding:0;background:#f3f6f5;${FONT}">`,
    `<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(content.preview)}</div>`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" bgcolor="#f3f6f5"><tr><td align="center">',
    '<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" class="frame" style="width:100%;max-width:600px">',
    sign(content),
    `<tr><td class="pad" style="padding:28px 40px 40px">${content.blocks.map(setBlock).join('')}${footer(content)}</td></tr>`,
    '</table></td></tr></table></body></html>',
  ].join('');
}

function sign({ crumb, heading }: MailContent): string {
  const about = crumb
    ? `<p class="board-muted" style="margin:32px 0 0;font-size:16px;line-height:24px;color:#abc8ca">${escapeHtml(crumb)}</p>`
    : '<p style="margin:24px 0 0;font-size:0;line-height:0">&nbsp;</p>';
  return [
    '<tr><td class="board pad" bgcolor="#05363b" style="padding:28px 40px 32px;background:#05363b">',
    '<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr>',
    '<td width="26" height="26" align="center" bgcolor="#ffb820" style="background:#ffb820;border-radius:4px;font-size:17px;line-height:26px;font-weight:700;color:#231700" aria-hidden="true">L</td>',
    `<td class="board-ink" style="padding-left:10px;font-size:20px;line-height:26px;font-weight:700;color:#f1f7f6">${escapeHtml(SHOP.name)}</td></tr></table>`,
    about,
    `<h1 class="board-ink" style="margin:8px 0 0;font-size:42px;line-height:46px;letter-spacing:-1px;font-weight:700;color:#f1f7f6">${escapeHtml(heading)}</h1>`,
    '</td></tr>',
  ].join('');
}

function setBlock(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
      return setText(block);
    case 'button':
      return setButton(block);
    case 'pass':
      return setPass(block);
    case 'steps':
      return setSteps(block);
    default:
      return assertNever(block);
  }
}

function setText({ text, tone }: Extract<MailBlock, { kind: 'text' }>): string {
  const [name, style] =
    tone === 'muted'
      ? ['muted', 'margin:12px 0 0;font-size:14px;line-height:20px;color:#435659']
      : ['ink', 'margin:0 0 12px;font-size:17px;line-height:26px;color:#0c1a1c'];
  return `<p class="${name}" style="${style};overflow-wrap:anywhere">${escapeHtml(text)}</p>`;
}

function setButton({ label, url, linkNote }: Extract<MailBlock, { kind: 'button' }>): string {
  const address = escapeUrl(url);
  return [
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:20px"><tr>',
    '<td class="primary" align="center" bgcolor="#0b6266" style="background:#0b6266;border-radius:8px">',
    `<a class="on-primary" href="${address}" style="display:block;padding:15px 20px;font-size:18px;line-height:26px;font-weight:600;color:#ffffff;text-decoration:none">${escapeHtml(label)}</a>`,
    '</td></tr></table>',
    `<p class="muted" style="margin:12px 0 0;font-size:13px;line-height:18px;color:#435659">${escapeHtml(linkNote)} `,
    `<a class="link" href="${address}" style="color:#0b6266;overflow-wrap:anywhere">${escapeHtml(url)}</a></p>`,
  ].join('');
}

function setPass({ fields, lines }: Extract<MailBlock, { kind: 'pass' }>): string {
  const cells = fields.map(
    ({ label, value }) =>
      `<td class="field" valign="top" style="padding:20px 12px 16px 20px"><span class="muted" style="display:block;font-size:13px;line-height:18px;color:#435659">${escapeHtml(label)}</span><span class="ink" style="font-size:24px;line-height:30px;font-weight:700;letter-spacing:-0.5px;color:#0c1a1c">${escapeHtml(value)}</span></td>`,
  );
  const rules = lines.map(
    (line) =>
      `<p class="ink" style="margin:0 0 8px;font-size:14px;line-height:20px;color:#0c1a1c">${escapeHtml(line)}</p>`,
  );
  return [
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="pass" bgcolor="#ffffff" style="margin-top:28px;background:#ffffff;border:1px solid #d0dbdb;border-radius:12px;border-collapse:separate">',
    `<tr>${cells.join('')}</tr>`,
    `<tr><td class="perforation" colspan="${fields.length}" style="padding:16px 20px 12px;border-top:2px dotted #708386">${rules.join('')}</td></tr></table>`,
  ].join('');
}

function setSteps({ title, steps }: Extract<MailBlock, { kind: 'steps' }>): string {
  const rows = steps.map(
    (step, index) =>
      `<tr><td width="28" valign="middle"><span class="dot" style="display:block;width:24px;height:24px;border:2px solid #708386;border-radius:14px;font-size:14px;line-height:24px;font-weight:600;text-align:center;color:#435659">${index + 1}</span></td><td class="ink" style="padding:10px 0 10px 12px;font-size:16px;line-height:22px;font-weight:600;color:#0c1a1c">${escapeHtml(step)}</td></tr>`,
  );
  return [
    `<h2 class="ink" style="margin:32px 0 8px;font-size:18px;line-height:26px;font-weight:700;color:#0c1a1c">${escapeHtml(title)}</h2>`,
    `<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="border-collapse:separate">${rows.join('')}</table>`,
  ].join('');
}

function footer({ footer: lines, shopLink }: MailContent): string {
  const small = 'margin:0 0 8px;font-size:14px;line-height:20px;color:#435659';
  const words = lines.map((line) => `<p class="muted" style="${small}">${escapeHtml(line)}</p>`);
  return [
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:32px"><tr>',
    `<td class="rule" style="padding-top:20px;border-top:1px solid #d0dbdb">${words.join('')}`,
    `<p class="muted" style="${small}"><a class="link" href="${escapeUrl(shopLink.url)}" style="color:#0b6266">${escapeHtml(shopLink.label)}</a></p>`,
    '</td></tr></table>',
  ].join('');
}
