import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  out: './migrations/directory',
  schema: ['./src/platform/*/schema.ts', './src/features/activity/schema.ts'],
})
