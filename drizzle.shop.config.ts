import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  out: './migrations/shop',
  schema: ['./src/features/*/schema.ts', './src/identity/schema.ts'],
})
