import { buildAssets } from './build-assets.ts'
import { buildFonts } from './build-fonts.ts'
import { buildMigrations } from './build-migrations.ts'
import { buildTemplates } from './build-templates.ts'

/** Makes what the Worker is bundled from: migrations, mail templates and the fonts of PDFs as modules, hashed styles and scripts. */
export async function build(): Promise<void> {
  await Promise.all([buildMigrations(), buildAssets(), buildTemplates(), buildFonts()])
}

if (import.meta.main) await build()
