import { join } from 'node:path'
import { createGoogleDouble } from '#local/google/server.ts'
import { createLibsqlServer } from '#local/libsql/server.ts'
import { createMailbox } from '#local/mailbox/server.ts'
import { createStripeDouble } from '#local/stripe/server.ts'

export interface DoublesOptions {
  readonly dir: string
  readonly ports: { readonly libsql: number; readonly stripe: number; readonly mailbox: number; readonly google: number }
  readonly webhookUrl: string
  readonly mailWebhookUrl: string
  readonly mailInUrl: string
  readonly webhookSecret: string
  readonly google: { readonly clientId: string; readonly clientSecret: string; readonly redirectUri: string }
}

export interface Doubles {
  close(): Promise<void>
}

/** Starts the whole outside world of a developer's machine in this process, with its data below `dir`. Throws when a file there is damaged or a port taken. */
export async function startDoubles(options: DoublesOptions): Promise<Doubles> {
  const { dir, ports, webhookUrl, mailWebhookUrl, mailInUrl, webhookSecret } = options
  const libsql = createLibsqlServer({ dir: join(dir, 'data'), autoCreate: true, control: true })
  const stripe = createStripeDouble({ dir, webhookUrl, webhookSecret, control: true })
  const mailbox = createMailbox({
    ...{ dir, control: true, webhookUrl: mailWebhookUrl, webhookSecret },
    ...{ inboundUrl: mailInUrl, inboundSecret: webhookSecret },
  })
  const google = createGoogleDouble({ ...options.google, control: true })
  await libsql.listen(ports.libsql)
  await stripe.listen(ports.stripe)
  await mailbox.listen(ports.mailbox)
  await google.listen(ports.google)
  return {
    async close() {
      await Promise.all([libsql.close(), stripe.close(), mailbox.close(), google.close()])
    },
  }
}
