import { parseArgs } from 'node:util'
import { buildMigrations } from './build-migrations.ts'
import { runCommand } from './command-world.ts'

const { values } = parseArgs({ options: { jobs: { type: 'string', default: '4' } } })
const jobs = Number(values.jobs)

if (Number.isInteger(jobs) && jobs >= 1 && jobs <= 64) {
  await buildMigrations()
  // A fresh clone has this module only since the line above.
  const { migrateDirectory, migrateShops } = await import('#platform/provisioning/rollout.ts')
  await runCommand(async (deps) => {
    await migrateDirectory(deps)
    console.log('directory up to date')
    const { done, failed } = await migrateShops(deps, jobs, (slug, reason) =>
      console.log(reason ? `${slug}: failed` : `${slug}: done`),
    )
    console.log(`${done} shops migrated, ${failed.length} failed`)
    for (const { slug, reason } of failed) console.error(`${slug}: ${reason}`)
    return failed.length > 0 ? 1 : 0
  }, true)
} else {
  console.error('--jobs takes a number from 1 to 64: npm run migrate -- --jobs 4')
  process.exitCode = 1
}
