import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Deps } from '#env.ts'
import { createLibsqlServer } from '#local/libsql/server.ts'
import { localVariables, openOutside } from './outside.ts'
import { checkFolder, keepSecrets, placeOf, Stop } from './start/place.ts'

export interface World {
  readonly deps: Deps
  close(): Promise<void>
}

// A command that keeps shops sends no mail and takes no money.
const unused = {
  MAIL_PROVIDER: 'resend',
  MAIL_FROM: 'unused',
  STRIPE_SECRET_KEY: 'unused',
  STRIPE_WEBHOOK_SECRETS: 'unused',
  SQLD_ADMIN_URL: 'http://127.0.0.1:1',
}

/** The world a command works on: DIRECTORY_URL names a deployed one, else it is this machine's, whether `npm start` runs or not. */
export async function openWorld(env: NodeJS.ProcessEnv, mayBegin: boolean): Promise<World> {
  if (env['DIRECTORY_URL']) {
    const missing = ['MASTER_KEY', 'PORTAL_ORIGIN', 'STAFF_ORIGIN'].filter((name) => !env[name])
    if (missing.length > 0)
      throw new Stop(`DIRECTORY_URL is set, so this works on a deployed directory and needs ${missing.join(', ')} too.`)
    return { deps: openOutside({ ...unused, ...env }), close: async () => {} }
  }
  const place = placeOf(env)
  if (!mayBegin && !existsSync(join(place.dir, 'data/directory.db'))) {
    throw new Stop(
      `There is no data in ${place.dirName} yet. Run npm start once, or name a deployed directory with DIRECTORY_URL.`,
    )
  }
  checkFolder(place)
  const variables = localVariables(place, keepSecrets(place))
  if (await answers(`${variables['SQLD_URL']}/health`)) return { deps: openOutside(variables), close: async () => {} }
  const libsql = createLibsqlServer({ dir: join(place.dir, 'data'), autoCreate: true })
  const port = await libsql.listen(0)
  const ports = { ...place.ports, libsql: port }
  return { deps: openOutside(localVariables({ ...place, ports }, keepSecrets(place))), close: () => libsql.close() }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(1_000) }).then(
    (response) => response.ok,
    () => false,
  )
}

/** Runs a command in its world, which must be there unless it may begin with this command: a refusal is a sentence and exit code 1, never a stack trace. */
export async function runCommand(command: (deps: Deps) => Promise<number>, mayBegin = false): Promise<void> {
  try {
    const world = await openWorld(process.env, mayBegin)
    try {
      process.exitCode = await command(world.deps)
    } finally {
      await world.close()
    }
  } catch (error) {
    console.error(sentenceOf(error))
    process.exitCode = 1
  }
}

/** What went wrong, in one sentence where it has one. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const isTold = error instanceof Stop || 'title' in error
  return isTold ? error.message : (error.stack ?? error.message)
}
