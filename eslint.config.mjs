import tseslint from 'typescript-eslint';

const forbid = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const thirdParty = { regex: '^[^.]', message: 'The domain imports itself and semver only.' };
const group = (regex, message) => ({ regex, message });

const SDK = group('^@aws-sdk/|^@smithy/', 'Only lambda/aws talks to the SDK: add a method to a port instead.');
const AWS = group('(^|/)aws/', 'Only the entries choose the adapters: take a port as an argument instead.');
const ENTRIES = group('(^|/)(scan|widget|cli)/', 'Nobody imports an entry.');
const EMULATOR = group('(^|/)emulator/', 'The emulator never gets into a function.');
const stage = (name, others) => forbid([`lambda/${name}/**/*.ts`], [
  SDK, AWS, ENTRIES, EMULATOR,
  group(`^(\\.\\./)+(?:${others.join('|')})/`, 'A stage never does the work of another: pass its records in.'),
]);
const STAGES = ['dataset', 'inventory', 'lineage', 'policy', 'publishing', 'state', 'usage', 'waivers'];

export default tseslint.config(
  { ignores: ['**/node_modules/', 'assets/', '**/cdk.out/', '**/*.d.ts', '**/*.js', 'coverage/', '.venv/', '.cache/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-len': ['error', { code: 140, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreStrings: true, ignoreRegExpLiterals: true }],
      'no-console': 'error',
      'eqeqeq': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['scripts/**', 'benchmark/**'], rules: { 'no-console': 'off' } },
  // The import zones of ARCHITECTURE.md.
  forbid(['lib/core/**/*.ts'], [{ ...thirdParty, regex: '^(?!\\.|semver)' }, group('^(\\.\\./)+(lambda|cli|emulator|private)/', 'The domain knows no edge.')]),
  forbid(['lib/*.ts', 'lib/private/**/*.ts'], [group('^(?!\\.|aws-cdk-lib|constructs|path$|fs$|node:)', 'Constructs import aws-cdk-lib and constructs.'), group('^(\\.\\./)+(lambda|cli|emulator)/', 'Synth time never imports run time.')]),
  ...STAGES.map((name) => stage(name, STAGES.filter((other) => other !== name))),
  forbid(['lambda/pages/**/*.ts'], [SDK, AWS, ENTRIES, EMULATOR, group(`^(\\.\\./)+(?:${STAGES.join('|')})/`, 'A page is drawn from records: pass them in.')]),
  forbid(['lambda/widget/**/*.ts'], [SDK, EMULATOR, group('(^|/)(scan|cli)/', 'Nobody imports an entry.')]),
  forbid(['lambda/aws/**/*.ts'], [ENTRIES, EMULATOR]),
  forbid(['lambda/scan/**/*.ts'], [SDK, EMULATOR, group('(^|/)cli/', 'Nobody imports an entry.')]),
  forbid(['cli/**/*.ts'], [SDK]),
  forbid(['emulator/**/*.ts'], [group('^(\\.\\./)+(lambda|cli)/', 'The emulator knows only the wire.')]),
);
