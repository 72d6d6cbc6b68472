/**
 * The import rule of docs/architecture.md. Arrows point down only:
 *
 *   web ··types··▶ generated OpenAPI types        api ──▶ adapters/*\/port, domain
 *   workflows ──▶ domain, types of activities      activities ──▶ adapters/*\/port, domain
 *   adapters ──▶ domain                            adapters/temporal ──▶ workflows/messages
 *
 * worker.ts, api/main.ts and scripts/ are wiring and may import everything; so may test/.
 * test/architecture/importRules.test.ts proves each rule by a planted violation.
 */
const OURS = '^(activities|adapters|api|domain|generated|prisma|scripts|test|web|workflows|worker[.]ts)';

/** Ports, and what every process needs: the time, the log, and the marks where tests cut the power. */
const PORTS = '^adapters/([^/]+/([a-z][A-Za-z]*P|p)ort|clock|logger|crashPoint)[.]ts$';

/** Libraries that stand for something outside: each has one home, behind a port. */
const VENDORS = [
  '@node-rs/argon2',
  '@prisma',
  '@temporalio/(client|worker|envconfig)',
  'csv-(parse|stringify)',
  'email-providers',
  'eta',
  'nodemailer',
  'pg',
  'smtp-server',
  'tldts',
  'xmlbuilder2',
].join('|');

const npm = (names) => `(^|node_modules/)(${names})(/|$)`;

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one module.',
      severity: 'error',
      from: { pathNot: '^(generated|node_modules)/' },
      to: { circular: true },
    },
    {
      name: 'domain-imports-nothing',
      comment:
        'The rules are plain TypeScript: they can be read, tested and bundled into a workflow without anything else.',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: '^domain/' },
    },
    {
      name: 'workflows-see-only-types-of-activities',
      comment: 'A value imported from an activity would run inside the workflow and break replay.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: '^activities/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'workflows-see-only-domain',
      comment:
        'Workflow code is deterministic: it knows the rules, its own messages, and nothing that reaches outside.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { path: OURS, pathNot: '^(workflows|domain|activities)/' },
    },
    {
      name: 'workflows-use-only-the-workflow-sdk',
      comment: 'Node modules and other packages do not exist in the workflow sandbox.',
      severity: 'error',
      from: { path: '^workflows/' },
      to: { pathNot: [OURS, npm('@temporalio/(workflow|common)')] },
    },
    {
      name: 'activities-see-only-ports',
      comment: 'An activity says what is achieved; how it reaches the outside world is behind a port.',
      severity: 'error',
      from: { path: '^activities/' },
      to: { path: OURS, pathNot: ['^(activities|domain)/', PORTS, '^workflows/messages[.]ts$'] },
    },
    {
      name: 'api-sees-only-ports',
      comment: 'A request is parsed, authorised, acted on through a port, answered. Only api/main.ts wires.',
      severity: 'error',
      from: { path: '^api/', pathNot: '^api/main[.]ts$' },
      to: { path: OURS, pathNot: ['^(api|domain|workflows)/', PORTS] },
    },
    {
      name: 'api-knows-no-workflow',
      comment: 'The port `Stories` hides Temporal, so that the API answers while Temporal is down.',
      severity: 'error',
      from: { path: '^api/', pathNot: '^api/main[.]ts$' },
      to: { path: ['^workflows/', npm('@temporalio')] },
    },
    {
      name: 'adapters-see-only-domain',
      comment: 'An adapter is used; it does not know by whom.',
      severity: 'error',
      from: { path: '^adapters/' },
      to: { path: OURS, pathNot: '^(adapters|domain|workflows|generated/prisma)/' },
    },
    {
      name: 'only-the-temporal-adapter-knows-messages',
      comment: 'Names, ids and messages of the stories are spoken by one adapter.',
      severity: 'error',
      from: { path: '^adapters/', pathNot: '^adapters/temporal/' },
      to: { path: '^workflows/' },
    },
    {
      name: 'others-see-only-messages',
      comment: 'messages.ts is the contract; story code is private to the bundle.',
      severity: 'error',
      from: { path: '^(activities|adapters|api|web)/' },
      to: { path: '^workflows/', pathNot: '^workflows/messages[.]ts$' },
    },
    {
      name: 'web-sees-only-generated-types',
      comment: 'The app knows the API by its OpenAPI document alone, like any other client.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: OURS, pathNot: ['^web/', '^generated/(?!prisma)'] },
    },
    {
      name: 'web-sees-generated-types-only-as-types',
      comment: 'Nothing made on the server may be shipped to a browser.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^generated/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-adapters-touch-vendors',
      comment: 'A library that stands for something outside has one home, behind a port.',
      severity: 'error',
      from: { pathNot: ['^(adapters|prisma|scripts|test|generated|node_modules)/', '^(worker|prisma[.]config)[.]ts$'] },
      to: { path: [npm(VENDORS), '^generated/prisma/'] },
    },
    {
      name: 'only-wiring-imports-wiring',
      comment: 'Composition roots and scripts are ends: nothing builds on them.',
      severity: 'error',
      from: { pathNot: ['^(scripts|test)/', '^node_modules/'] },
      to: { path: ['^(scripts|test)/', '^worker[.]ts$', '^api/main[.]ts$'] },
    },
    {
      name: 'every-import-resolves',
      comment: 'An import that cannot be found is a mistake in the name or a missing dependency.',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      to: { couldNotResolve: true, pathNot: '^generated/' },
    },
    {
      name: 'only-declared-packages',
      comment: 'A package that is not in package.json may vanish with the next installation.',
      severity: 'error',
      from: { pathNot: '^(node_modules|generated)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-development-tools-in-production',
      comment: 'The production image is installed without development dependencies.',
      severity: 'error',
      from: { path: '^(activities|adapters|api|domain|workflows)/|^worker[.]ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'], pathNot: npm('@types') },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist-web|coverage|[.]data|[.]cache)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
