import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const inNode = [
  'src/local/**/*.test.ts',
  'src/bin/**/*.test.ts',
  'src/structure.test.ts',
  'src/lib/**/*.test.ts',
  'src/ui/**/*.test.{ts,tsx}',
]

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.test.{ts,tsx}'],
          globalSetup: './e2e/global.ts',
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      { test: { name: 'node', environment: 'node', include: inNode } },
      {
        plugins: [
          cloudflareTest(({ inject }) => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: { bindings: inject('bindings') },
          })),
        ],
        test: {
          name: 'worker',
          isolate: false,
          testTimeout: 30_000,
          globalSetup: './src/testing/global.ts',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: inNode,
        },
      },
    ],
  },
})
