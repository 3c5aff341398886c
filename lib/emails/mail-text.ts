import { SHOP } from '#lib/config/shop';
import { assertNever } from '#lib/domain/result';
import type { MailBlock, MailContent } from '#lib/emails/mail-content';

/** The plain twin: everything the HTML says, in the same order. */
export function toMailText(content: MailContent): string {
  const head = [SHOP.name, '', ...(content.crumb ? [content.crumb] : []), content.heading];
  const body = content.blocks.map((block) => blockLines(block).join('\n'));
  const foot = ['--', ...content.footer, `${content.shopLink.label}: ${content.shopLink.url}`];
  return `${[head.join('\n'), ...body, foot.join('\n')].join('\n\n')}\n`;
}

function blockLines(block: MailBlock): string[] {
  switch (block.kind) {
    case 'text':
      return [block.text];
    case 'button':
      return [`${block.label}:`, block.url];
    case 'pass':
      return [...block.fields.map(({ label, value }) => `${label}: ${value}`), ...block.lines];
    case 'steps':
      return [block.title, ...block.steps.map((step, index) => `${index + 1}. ${step}`)];
    default:
      return assertNever(block);
  }
}
