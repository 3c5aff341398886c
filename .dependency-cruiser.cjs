/** Who may import whom: docs/architecture.md. Tests may reach for adapters and stand-ins, nothing else may. */
const TEST =
  '\\.test\\.tsx?$|^lib/providers/(contract|read-fixtures)\\.ts$|^lib/http/scripted-server\\.ts$|(^|/)test-[^/]+\\.ts$|/memory/';
const COMPOSITION = '^lib/(wiring|adapters|background)\\.ts$';
const ADAPTER = '^lib/(providers/(zim|zendit)|payments/stripe)/';
/** Where the framework, or the process, calls in: these may ask the composition root for what it has built. */
const CALLED_FROM_OUTSIDE = '^lib/(catalogue/cached|account/session|jobs/start-background)\\.ts$';
const USE_CASE = '^lib/(catalogue|checkout|orders|refunds|receipts|usage|account|audit|emails|jobs)/';

/** `from` may import nothing of this project except `allowed`. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: TEST },
  to: { path: '^(app|components|lib|sandbox|e2e|scripts|prisma|i18n|messages)/', pathNot: allowed },
});

const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    never(
      'no-circular',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'Cycles hide who depends on whom.',
    ),
    never('no-unresolvable', {}, { couldNotResolve: true }, 'An import that leads nowhere.'),
    never(
      'domain-is-pure',
      { path: '^lib/domain/', pathNot: TEST },
      { pathNot: '^lib/domain/' },
      'The domain knows no package, no clock and no other part.',
    ),
    only(
      'foundations',
      '^lib/(http|config|observability|faults)/',
      '^lib/(domain|http|config|observability|faults)/',
      'They carry everything else.',
    ),
    only(
      'adapters-stay-in-their-folder',
      '^lib/(providers|payments)/([^/]+)/',
      '^lib/($1/$2/|$1/[^/]+\\.ts$|domain/|http/|observability/|config/|faults/)',
      'An adapter knows its vendor, its port and nothing else.',
    ),
    only(
      'store-knows-no-use-case',
      '^lib/db/',
      '^lib/(db|domain|config|observability|faults|providers/port|payments/port)',
      'Rows in, domain out.',
    ),
    never(
      'use-cases-name-no-adapter',
      { path: USE_CASE, pathNot: TEST },
      {
        path: [ADAPTER, '^(app|components|sandbox|e2e)/', '^lib/db/(client\\.ts$|generated/)'],
        dependencyTypesNot: ['type-only'],
      },
      'A use case is a function of its dependencies; wiring.ts binds them.',
    ),
    never(
      'use-cases-are-given-their-dependencies',
      { path: USE_CASE, pathNot: `${TEST}|${CALLED_FROM_OUTSIDE}` },
      { path: COMPOSITION },
      'A use case is a function of its dependencies; wiring.ts binds them.',
    ),
    never(
      'next-only-at-its-border',
      {
        path: '^lib/',
        pathNot: `${TEST}|^lib/catalogue/cached\\.ts$|^lib/account/(session|auth-options)\\.ts$`,
      },
      { path: 'node_modules/(next|next-auth|next-intl)/', dependencyTypesNot: ['type-only'] },
      'Only the cached catalogue and the session touch the framework.',
    ),
    never(
      'adapters-are-named-once',
      { pathNot: [ADAPTER, COMPOSITION, TEST, '^(sandbox|scripts|prisma|e2e)/'] },
      { path: ADAPTER },
      'The composition root alone names concrete adapters.',
    ),
    only(
      'components-are-pictures',
      '^components/',
      '^(components|lib/domain|messages|i18n)/',
      'Props in, markup out.',
    ),
    never(
      'ui-knows-no-esim',
      { path: '^components/ui/', pathNot: TEST },
      { path: '^(lib|app|i18n)/|^components/(?!ui/)' },
      'Primitive props only.',
    ),
    never(
      'app-goes-through-wiring',
      { path: '^app/', pathNot: TEST },
      {
        path: [
          ADAPTER,
          '^lib/db/',
          '^(sandbox|e2e|scripts|prisma)/',
          'node_modules/(@prisma|pg|stripe|nodemailer)/',
        ],
      },
      'Transport: one use case, one answer.',
    ),
    only(
      'sandbox-shares-no-code',
      '^sandbox/',
      '^sandbox/',
      'A stand-in that shares our code shares our mistakes.',
    ),
    only('e2e-uses-the-browser', '^e2e/', '^(e2e/|lib/domain/|messages/)', 'It sees what a visitor sees.'),
    never(
      'stand-ins-are-not-shipped',
      { path: '^(app|components|lib)/', pathNot: TEST },
      { path: '^(sandbox|e2e|scripts)/' },
      'The shop does not know who answers.',
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: ['node_modules', '^lib/db/generated'] },
    exclude: { path: ['^\\.next', '^lib/db/generated/(?!client)'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['react-server', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts', '.cjs'],
    },
    // The `@/` of tsconfig.json, whose own reader would need the compiler's old interface.
    webpackConfig: { fileName: 'scripts/lib/resolve-alias.cjs' },
  },
};
