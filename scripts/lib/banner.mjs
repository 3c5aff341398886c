const CARDS = [
  ['4242 4242 4242 4242', 'accepted'],
  ['4000 0025 0000 3155', 'asks for 3-D Secure'],
  ['4000 0000 0000 0002', 'declined'],
  ['4000 0000 0000 9995', 'insufficient funds'],
];

const LIVE_NAMES = ['ZIM_CLIENT_ID', 'ZENDIT_API_KEY', 'STRIPE_SECRET_KEY', 'SMTP_URL', 'DATABASE_URL'];

/** What someone who has just started the shop wants to know. */
export function describeRunning({ env, plan, mode }) {
  const { ports } = plan.standIns;
  const missing = LIVE_NAMES.filter((name) => !plan.given[name]);
  const lines = [
    ...(plan.moved.length > 0 ? ['', `  Ports taken, others used: ${plan.moved.join('; ')}.`] : []),
    '',
    `  Shop        ${env.APP_URL}${mode === 'dev' ? '   (reloads as you edit)' : ''}`,
    ...(ports.mail
      ? [`  Mail inbox  http://127.0.0.1:${ports.mail}   (every mail that the shop sends)`]
      : []),
    ...(ports.stripe ? describeCards() : []),
    ...(missing.length > 0
      ? ['', `  Going live  set ${missing.join(', ')}; README.md, “Going live”, says how.`]
      : []),
    '',
    '  Ctrl-C stops everything.',
    '',
  ];
  return lines.join('\n');
}

function describeCards() {
  const cards = CARDS.map(([number, effect]) => `              ${number}   ${effect}`);
  return ['', '  Test cards  any future date, any code; nothing is charged', ...cards];
}
