import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeChanged } from './writing.ts'

const root = join(import.meta.dirname, '../..')

/** Puts every migration into a module, because the Worker, which has no files, carries them; and into a small one how many a shop has. */
export async function buildMigrations(): Promise<void> {
  const [directory, shop] = await Promise.all([read('directory'), read('shop')])
  const list = (kind: string, migrations: object) =>
    `export const ${kind}Migrations: readonly Migration[] = ${JSON.stringify(migrations, null, 2)}\n`
  const type = `import type { Migration } from '#database/migrate.ts'\n`
  await mkdir(join(root, 'src/generated'), { recursive: true })
  const write = (name: string, text: string) => writeChanged(join(root, 'src/generated', name), text)
  await write('migrations.ts', [type, list('directory', directory), list('shop', shop)].join('\n'))
  await write('schema-version.ts', `export const shopSchemaVersion = ${shop.length}\n`)
}

async function read(kind: string) {
  const folder = join(root, 'migrations', kind)
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  return Promise.all(
    names.map(async (name) => {
      const statements = (await readFile(join(folder, name), 'utf8')).split('--> statement-breakpoint')
      return { name: name.replace('.sql', ''), statements: statements.map((s) => s.trim()).filter((s) => s !== '') }
    }),
  )
}
