// npm run migration -- <name>: writes the SQL that the schemas ask for, for both kinds of database.
import { spawnSync } from 'node:child_process'

const name = process.argv[2]
if (!name || !/^[a-z][a-z0-9-]*$/.test(name)) {
  console.error('Give the migration a short name in lower case: npm run migration -- add-warranties')
  process.exit(1)
}
for (const kind of ['directory', 'shop']) {
  const { status } = spawnSync('drizzle-kit', ['generate', '--config', `drizzle.${kind}.config.ts`, '--name', name], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exit(status ?? 1)
}
