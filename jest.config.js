// Pure ESM packages are compiled too: jest loads CommonJS.
const esmOnly = ['p-map', 'p-retry', 'is-network-error', 'markdown-it', 'mdurl', 'uc.micro', 'linkify-it', 'entities'];

module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  // jsii compiles lib/ in place: without `ts` first, a stale .js beside a source would be the one that is tested.
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
