import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Puts every migration into a module, because the Worker, which has no files, carries them. */
export async function buildMigrations(): Promise<void> {
  const lists = await Promise.all(
    ['directory', 'shop'].map(
      async (kind) => `export const ${kind}Migrations: readonly Migration[] = ${JSON.stringify(await read(kind), null, 2)}`,
    ),
  )
  await mkdir(join(root, 'src/generated'), { recursive: true })
  const text = `import type { Migration } from '#database/migrate.ts'\n\n${lists.join('\n\n')}\n`
  await writeFile(join(root, 'src/generated/migrations.ts'), text)
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
