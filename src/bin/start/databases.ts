import type { Deps } from '#env.ts'
import { migrateDirectory, migrateShops } from '#platform/provisioning/rollout.ts'
import { brokenData, type Place } from './place.ts'

/** Brings all databases of this machine up to this code. Throws Stop when one cannot be read. */
export async function prepareDatabases(deps: Deps, { dirName }: Place): Promise<void> {
  try {
    await migrateDirectory(deps)
  } catch (error) {
    throw brokenData(dirName, `the directory cannot be read (${reasonOf(error)})`)
  }
  const { failed } = await migrateShops(deps, 2, () => {})
  const [first] = failed
  if (first) throw brokenData(dirName, `the database of ${first.slug} cannot be read (${first.reason})`)
}

/** The innermost reason: the outer ones only say that nothing answered. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message
}
