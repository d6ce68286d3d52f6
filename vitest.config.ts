import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const inNode = ['src/local/**/*.test.ts', 'src/bin/**/*.test.ts', 'src/structure.test.ts', 'src/lib/**/*.test.ts', 'src/ui/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
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
          globalSetup: './src/testing/global.ts',
          include: ['src/**/*.test.{ts,tsx}'],
          exclude: inNode,
        },
      },
    ],
  },
})
