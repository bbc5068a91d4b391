// Pure ESM packages are compiled too: jest loads CommonJS.
const esmOnly = ['p-map', 'p-limit', 'yocto-queue', 'p-retry', 'is-network-error', 'markdown-it', 'mdurl', 'uc.micro', 'linkify-it', 'entities', 'parse5', 'https-proxy-agent', 'agent-base', 'proxy-agent-negotiate', 'proxy-from-env', 'hyparquet', 'hyparquet-writer'];

// The notice about the next SDK's Node version would stand between the results of every suite.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

module.exports = {
  testEnvironment: 'node',
  // No test is about time: on a machine that is busy, some need more than the usual five seconds.
  testTimeout: 60_000,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
  // jsii compiles lib/ in place: without `ts` first, a stale .js beside a source would be the one that is tested.
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: { '^.+\\.(ts|js|mjs)$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
};
