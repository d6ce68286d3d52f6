import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { build } from '#bin/build.ts'
import { migrate, stampDatabase } from '#database/migrate.ts'
import { directoryMigrations, shopMigrations } from '#generated/migrations.ts'
import { createGoogleDouble } from '#local/google/server.ts'
import { createLibsqlServer } from '#local/libsql/server.ts'
import { createMailbox } from '#local/mailbox/server.ts'
import { createStripeDouble } from '#local/stripe/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    bindings: Record<string, string>
  }
}

/** Starts the doubles once for all Worker tests, with a migrated shop that each test copies in a millisecond. */
export default async function global(project: TestProject) {
  await build()
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-'))
  const secret = 'whsec_test_0123456789abcdef'
  const mailSecret = `whsec_${btoa('for tests alone')}`
  const libsql = createLibsqlServer({ dir, synchronous: 'OFF', control: true, autoCreate: true })
  const stripe = createStripeDouble({ webhookSecret: secret, control: true })
  const mailbox = createMailbox({ control: true, webhookSecret: mailSecret, inboundSecret: mailSecret })
  const client = { clientId: 'nameplate.test', clientSecret: 'google_test_secret' }
  const google = createGoogleDouble({ ...client, redirectUri: 'http://localhost:8787/google/callback', control: true })
  const [libsqlPort, stripePort, mailboxPort] = [await libsql.listen(0), await stripe.listen(0), await mailbox.listen(0)]
  const googlePort = await google.listen(0)
  const sqld = `http://127.0.0.1:${libsqlPort}`

  const directory = { id: 'directory', url: `${sqld}/dev/directory` }
  await migrate(directory, directoryMigrations)
  await stampDatabase(directory)
  await migrate({ id: 'template', url: `${sqld}/dev/template` }, shopMigrations)

  project.provide('bindings', {
    PORTAL_ORIGIN: 'http://localhost:8787',
    STAFF_ORIGIN: 'http://admin.localhost:8787',
    MASTER_KEY: 'dGVzdHMtb25seS1tYXN0ZXIta2V5LTMyLWJ5dGVzISE',
    DIRECTORY_URL: directory.url,
    SQLD_URL: sqld,
    SQLD_ADMIN_URL: sqld,
    MAIL_PROVIDER: 'resend',
    MAIL_KEY: 're_test',
    MAIL_URL: `http://127.0.0.1:${mailboxPort}`,
    MAIL_FROM: 'portal@mail.example.test',
    MAIL_WEBHOOK_SECRETS: mailSecret,
    MAIL_IN_PROVIDER: 'postmark',
    MAIL_IN_DOMAIN: 'answers.example.test',
    STRIPE_SECRET_KEY: 'sk_test_double',
    STRIPE_WEBHOOK_SECRETS: secret,
    STRIPE_URL: `http://127.0.0.1:${stripePort}`,
    GOOGLE_CLIENT_ID: client.clientId,
    GOOGLE_CLIENT_SECRET: client.clientSecret,
    GOOGLE_URL: `http://127.0.0.1:${googlePort}`,
  })

  return async () => {
    await Promise.all([libsql.close(), stripe.close(), mailbox.close(), google.close()])
    rmSync(dir, { recursive: true, force: true })
  }
}
