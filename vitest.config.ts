import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const inNode = [
  'src/local/**/*.test.ts',
  'src/bin/**/*.test.ts',
  'src/structure.test.ts',
  'src/lib/**/*.test.ts',
  'src/ui/**/*.test.{ts,tsx}',
]
// Ends what hangs, and nothing that a busy machine only slows: no test measures time. Milliseconds.
const patience = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } }

/** Tests inside workerd, one file after the other: some put the doubles out of order that all share. */
const inWorker: TestProjectInlineConfiguration = {
  plugins: [
    cloudflareTest(({ inject }) => ({
      // From its sources: wrangler.toml names what is built of them.
      main: './src/index.ts',
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: inject('bindings'),
        serviceBindings: { STRAIGHT: { network: { allow: ['public', 'private'] } } },
      },
    })),
  ],
  test: {
    name: 'worker',
    isolate: false,
    maxWorkers: 1,
    ...patience,
    globalSetup: './src/testing/global.ts',
    setupFiles: ['./src/testing/straight.ts', './src/testing/late.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: inNode,
  },
}

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.{ts,tsx}'],
          globalSetup: './e2e/global.ts',
          // One after the other, in one browser: the other core has what runs in workerd.
          isolate: false,
          maxWorkers: 1,
          ...patience,
        },
      },
      // Nothing of one file stays behind in another, so all share what they load.
      {
        test: {
          name: 'node',
          environment: 'node',
          isolate: false,
          include: inNode,
          ...patience,
        },
      },
      inWorker,
    ],
  },
})
