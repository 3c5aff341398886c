import type { PaymentFailure } from '../objects/intent.ts';

export type CardOutcome =
  | { kind: 'approved'; willBeDisputed: boolean }
  | { kind: 'challenge' }
  | { kind: 'declined'; failure: PaymentFailure };

type TestCard = { number: string; meaning: string; outcome: CardOutcome };

const decline = (code: string, declineCode: string | null, message: string): CardOutcome => ({
  kind: 'declined',
  failure: { code, declineCode, message },
});

/** The cards offered on the pay page. */
export const offeredCards: readonly TestCard[] = [
  { number: '4242424242424242', meaning: 'Succeeds', outcome: { kind: 'approved', willBeDisputed: false } },
  { number: '4000002500003155', meaning: 'Asks for 3-D Secure', outcome: { kind: 'challenge' } },
  {
    number: '4000000000009995',
    meaning: 'Insufficient funds',
    outcome: decline('card_declined', 'insufficient_funds', 'Your card has insufficient funds.'),
  },
  {
    number: '4000000000000002',
    meaning: 'Declined',
    outcome: decline('card_declined', 'generic_decline', 'Your card was declined.'),
  },
  {
    number: '4000000000000259',
    meaning: 'Succeeds, disputed later',
    outcome: { kind: 'approved', willBeDisputed: true },
  },
];

const furtherCards: readonly TestCard[] = [
  { number: '5555555555554444', meaning: 'Mastercard', outcome: { kind: 'approved', willBeDisputed: false } },
  { number: '378282246310005', meaning: 'Amex', outcome: { kind: 'approved', willBeDisputed: false } },
  {
    number: '4000000000000069',
    meaning: 'Expired card',
    outcome: decline('expired_card', null, 'Your card has expired.'),
  },
  {
    number: '4000000000000127',
    meaning: 'Incorrect CVC',
    outcome: decline('incorrect_cvc', null, "Your card's security code is incorrect."),
  },
  {
    number: '4000000000000119',
    meaning: 'Processing error',
    outcome: decline(
      'processing_error',
      null,
      'An error occurred while processing your card. Try again in a little bit.',
    ),
  },
];

/** In test mode every number that is not a test card is refused. */
const notATestCard = decline(
  'card_declined',
  'test_mode_live_card',
  'Your card was declined. This is a sandbox: use one of the test cards.',
);

export const decideCard = (number: string): CardOutcome =>
  [...offeredCards, ...furtherCards].find((card) => card.number === number)?.outcome ?? notATestCard;

export const findOfferedCard = (number: string | undefined) =>
  offeredCards.find((card) => card.number === number);

export function toBrand(number: string): string {
  if (/^3[47]/.test(number)) return 'amex';
  if (/^(5[1-5]|2[2-7])/.test(number)) return 'mastercard';
  return 'visa';
}

export const toSpaced = (number: string) => number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
