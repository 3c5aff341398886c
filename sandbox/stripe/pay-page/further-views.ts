import { html } from 'hono/html';
import { formatAmount } from '../objects/currency.ts';
import type { Session } from '../objects/session.ts';
import type { Html } from './layout.ts';
import { layout } from './layout.ts';

/** The bank's page: the buyer confirms or refuses. */
export function challengeView(session: Session): Html {
  const amount = formatAmount(session.amount, session.currency);
  return layout(
    '3-D Secure',
    html`<h1>3-D Secure, sandbox bank</h1>
<p class="amount">${amount}</p>
<section aria-labelledby="challenge-heading">
<h2 id="challenge-heading">Is this payment yours?</h2>
<form method="post" action="/pay/${session.id}/authenticate">
<button name="answer" value="complete">Complete</button>
<button class="quiet" name="answer" value="fail">Fail</button>
</form>
</section>`,
  );
}

type ClosedViewProps = { title: string; text: string; link?: { href: string; label: string } | undefined };

/** A page on which nothing can be paid, and why. */
export const closedView = ({ title, text, link }: ClosedViewProps): Html =>
  layout(
    title,
    html`<div class="panel">
<h1>${title}</h1>
<p>${text}</p>
${link ? html`<a class="button" href="${link.href}">${link.label}</a>` : ''}
</div>`,
  );
