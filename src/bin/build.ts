import { buildAssets } from './build-assets.ts'
import { buildMigrations } from './build-migrations.ts'
import { buildTemplates } from './build-templates.ts'

/** Makes what the Worker is bundled from: migrations and mail templates as modules, hashed styles and scripts. */
export async function build(): Promise<void> {
  await Promise.all([buildMigrations(), buildAssets(), buildTemplates()])
}

if (import.meta.main) await build()
