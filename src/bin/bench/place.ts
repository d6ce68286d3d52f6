import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localVariables, openOutside } from '#bin/outside.ts'
import { migrate, stampDatabase } from '#database/migrate.ts'
import type { Deps } from '#env.ts'
import { directoryMigrations } from '#generated/migrations.ts'
import { newSecret } from '#lib/token.ts'
import { type Bucket, openBucket } from './bucket.ts'
import { type Libsql, startLibsql } from './libsql.ts'
import { type Stripe, startStripe } from './stripe.ts'

/** A folder, a libSQL server, a Stripe double and a bucket that live as long as one run. */
export interface Place {
  readonly dir: string
  readonly libsql: Libsql
  readonly stripe: Stripe
  readonly bucket: Bucket
  /** What the Worker is told about the world. */
  readonly variables: Readonly<Record<string, string>>
  readonly deps: Deps
  close(): void
}

/** The hosts the Worker answers to, whatever port it got. */
export const hosts = { portal: 'localhost', staff: 'admin.localhost' } as const

export async function openPlace(): Promise<Place> {
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-bench-'))
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(join(dir, 'data'))
  const libsql = await startLibsql(join(dir, 'data'))
  const bucket = await openBucket()
  const nobody = 9
  const secrets = { masterKey: newSecret(), mailKey: 're_bench', stripeKey: 'sk_test_bench', webhookSecret: 'whsec_bench' }
  const stripe = await startStripe(secrets.webhookSecret)
  const ports = { libsql: Number(new URL(libsql.url).port), stripe: stripe.port, mailbox: nobody, google: nobody }
  const variables = localVariables({ dir, dirName: 'bench', port: 8787, ports }, secrets)
  const deps = openOutside(variables)
  await migrate(deps.directory, directoryMigrations)
  await stampDatabase(deps.directory)
  const close = () => {
    libsql.close()
    stripe.close()
    bucket.close()
  }
  return { dir, libsql, stripe, bucket, variables, deps, close }
}
