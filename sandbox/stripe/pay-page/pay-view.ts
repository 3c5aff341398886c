import { html } from 'hono/html';
import { formatAmount } from '../objects/currency.ts';
import type { Session } from '../objects/session.ts';
import type { FieldName, PayFields } from './card-form.ts';
import type { Html } from './layout.ts';
import { layout } from './layout.ts';
import { offeredCards, toSpaced } from './test-cards.ts';

export type PayViewProps = {
  session: Session;
  fields: PayFields;
  /** What is wrong with a field, in words. */
  errors: Partial<Record<FieldName, string>>;
  /** Why the last attempt failed. */
  refusal: string | undefined;
  /** Pay by bank is offered beside cards. */
  bankOffered: boolean;
};

const toItem = (item: Session['items'][number], currency: string) => html`<li>
<span>${item.name}${item.quantity > 1 ? ` × ${item.quantity}` : ''}${item.description ? html`<small>${item.description}</small>` : ''}${item.quantity > 1 ? html`<small>${formatAmount(item.unitAmount, currency)} each</small>` : ''}</span>
<b>${formatAmount(item.unitAmount * item.quantity, currency)}</b>
</li>`;

const toItems = (session: Session) => html`<section aria-label="Your order">
<ul class="items">${session.items.map((item) => toItem(item, session.currency))}</ul>
</section>`;

const toCards = (session: Session) => html`<section aria-labelledby="cards-heading">
<h2 id="cards-heading">Test cards</h2>
<form method="get" action="/pay/${session.id}#form">
<ul class="cards">${offeredCards.map(
  (card) =>
    html`<li><button class="quiet" name="card" value="${card.number}"><b>${toSpaced(card.number)}</b> <span>${card.meaning}</span></button></li>`,
)}</ul>
</form>
</section>`;

type InputProps = { name: FieldName; label: string; autocomplete: string; mode: string; readOnly?: boolean };

function toInput(
  { name, label, autocomplete, mode, readOnly = false }: InputProps,
  view: PayViewProps,
): Html {
  const error = view.errors[name];
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${mode === 'email' ? 'email' : 'text'}" inputmode="${mode}" autocomplete="${autocomplete}"
value="${view.fields[name]}" required${readOnly ? html` readonly` : ''}${error ? html` aria-invalid="true" aria-describedby="${name}-error"` : ''}>
${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
</div>`;
}

const toForm = (view: PayViewProps) => html`<section aria-labelledby="form-heading" id="form">
<h2 id="form-heading">Pay with card</h2>
<form method="post" action="/pay/${view.session.id}" class="actions">
<div>
${toInput({ name: 'email', label: 'E-mail', autocomplete: 'email', mode: 'email', readOnly: view.session.request.customer_email !== undefined }, view)}
${toInput({ name: 'card_number', label: 'Card number', autocomplete: 'cc-number', mode: 'numeric' }, view)}
<div class="pair">
${toInput({ name: 'expiry', label: 'Expiry (MM/YY)', autocomplete: 'cc-exp', mode: 'numeric' }, view)}
${toInput({ name: 'cvc', label: 'CVC', autocomplete: 'cc-csc', mode: 'numeric' }, view)}
</div>
</div>
<button type="submit">Pay ${formatAmount(view.session.amount, view.session.currency)}</button>
${view.session.request.cancel_url ? html`<a class="button quiet" href="${view.session.request.cancel_url}">Cancel and go back</a>` : ''}
</form>
</section>`;

const toBank = (session: Session) => html`<section aria-labelledby="bank-heading">
<h2 id="bank-heading">Pay by bank</h2>
<p>The bank answers later, after you are back at the shop.</p>
<form method="post" action="/pay/${session.id}/bank">
<button class="quiet" type="submit">Pay by bank</button>
</form>
</section>`;

/** The page on which the buyer pays. */
export function payView(view: PayViewProps): Html {
  const { session } = view;
  const amount = formatAmount(session.amount, session.currency);
  return layout(
    `Pay ${amount}`,
    html`<h1>Pay the shop</h1>
<p class="amount">${amount}</p>
${view.refusal ? html`<p class="alert" role="alert">${view.refusal}</p>` : ''}
${toItems(session)}
${toCards(session)}
${toForm(view)}
${view.bankOffered ? toBank(session) : ''}`,
  );
}
