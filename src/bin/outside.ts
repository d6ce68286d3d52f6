import { type Deps, depsOf, type Env } from '#env.ts'
import type { Place, Secrets } from './start/place.ts'

/** What the Worker is told about the world outside: this machine's doubles. */
export function localVariables({ port, ports }: Place, secrets: Secrets): Record<string, string> {
  const sqld = `http://127.0.0.1:${ports.libsql}`
  return {
    PORTAL_ORIGIN: `http://localhost:${port}`,
    STAFF_ORIGIN: `http://admin.localhost:${port}`,
    MASTER_KEY: secrets.masterKey,
    DIRECTORY_URL: `${sqld}/dev/directory`,
    SQLD_URL: sqld,
    SQLD_ADMIN_URL: sqld,
    MAIL_PROVIDER: 'resend',
    MAIL_URL: `http://127.0.0.1:${ports.mailbox}`,
    MAIL_KEY: secrets.mailKey,
    MAIL_FROM: 'shops@nameplate.example',
    // One secret signs all webhooks on this machine, and is the client's at the Google double.
    MAIL_WEBHOOK_SECRETS: secrets.webhookSecret,
    MAIL_IN_PROVIDER: 'postmark',
    MAIL_IN_DOMAIN: 'answers.nameplate.example',
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRETS: secrets.webhookSecret,
    STRIPE_URL: `http://127.0.0.1:${ports.stripe}`,
    GOOGLE_CLIENT_ID: 'nameplate.local',
    GOOGLE_CLIENT_SECRET: secrets.webhookSecret,
    GOOGLE_URL: `http://127.0.0.1:${ports.google}`,
  }
}

/** The same world for a command in Node. Files and clocks are the Worker's alone: mails written here leave with its next alarm. */
export function openOutside(variables: Record<string, string | undefined>): Deps {
  const clock = { arm: async () => {}, migrate: async () => {}, tell: async () => {} }
  // A command touches no binding but the clock; the rest of the environment is texts.
  return depsOf({ ...variables, CLOCK: { getByName: () => clock } } as unknown as Env)
}
