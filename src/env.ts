import { createProvider, type DatabaseProvider, locateDatabase } from '#adapters/databases.ts'
import { createFileStore, type FileStore } from '#adapters/files.ts'
import { createFontStore, type FontStore } from '#adapters/fonts.ts'
import { type Google, googleOf } from '#adapters/google.ts'
import type { MailIn } from '#adapters/mail/inbound.ts'
import { createMailIn } from '#adapters/mail/inbound-source.ts'
import { createMailReports, type MailReports } from '#adapters/mail/reports.ts'
import { createMailSender, type MailSender, type MailSettings } from '#adapters/mail/sender.ts'
import type { Payments } from '#adapters/stripe.ts'
import { createPayments } from '#adapters/stripe-client.ts'
import type { ShopClock } from '#clock/shop-clock.ts'
import type { Database } from '#database/hrana.ts'

/** Bindings and secrets as the platform gives them. Nothing but this file reads them. */
export interface Env {
  readonly CLOCK: DurableObjectNamespace<ShopClock>
  readonly FILES: R2Bucket
  readonly IMAGES: ImagesBinding
  readonly ASSETS: Fetcher
  readonly EMAIL?: SendEmail
  readonly PORTAL_ORIGIN: string
  readonly STAFF_ORIGIN: string
  readonly MASTER_KEY: string
  readonly DIRECTORY_URL: string
  readonly DIRECTORY_TOKEN?: string
  readonly SQLD_URL?: string
  readonly SQLD_ADMIN_URL?: string
  readonly TURSO_ORGANIZATION?: string
  readonly TURSO_GROUP?: string
  readonly TURSO_API_TOKEN?: string
  readonly MAIL_PROVIDER: string
  readonly MAIL_KEY?: string
  readonly MAIL_URL?: string
  readonly MAIL_FROM: string
  /** One or two secrets, parted by a comma, that the mail provider proves its reports with; without one none is believed. */
  readonly MAIL_WEBHOOK_SECRETS?: string
  /** Who takes answers by email in for us: resend, postmark or cloudflare; whoever sends, unless told. */
  readonly MAIL_IN_PROVIDER?: string
  /** The host behind the @ of the addresses that answers go to; without one no mail asks for an answer by email. */
  readonly MAIL_IN_DOMAIN?: string
  /** One or two secrets, parted by a comma, that the provider proves answers with; those of its reports, unless told. */
  readonly MAIL_IN_SECRETS?: string
  readonly STRIPE_SECRET_KEY: string
  /** One or two signing secrets, parted by a comma, so that they can be changed without a gap. */
  readonly STRIPE_WEBHOOK_SECRETS: string
  readonly STRIPE_URL?: string
  /** The platform's share of a payment, parts per million. */
  readonly STRIPE_FEE_PPM?: string
  /** The platform's OAuth client at Google; without it nobody is offered to sign in with Google. */
  readonly GOOGLE_CLIENT_ID?: string
  readonly GOOGLE_CLIENT_SECRET?: string
  /** In place of Google: one server for all of its addresses. */
  readonly GOOGLE_URL?: string
}

/** Everything outside the request: clock, databases, mail, money, files. Built once from the environment. */
export interface Deps {
  now(): number
  readonly portal: URL
  readonly staff: URL
  readonly masterKey: string
  readonly directory: Database
  readonly databases: DatabaseProvider
  urlOf(database: string): string
  readonly mail: MailSender
  readonly mailFrom: string
  readonly mailReports: MailReports
  readonly mailIn: MailIn
  readonly payments: Payments
  /** Missing where the platform has no client at Google. */
  readonly google: Google | undefined
  readonly files: FileStore
  readonly fonts: FontStore
  clock(shopKey: string): DurableObjectStub<ShopClock>
}

const built = new WeakMap<Env, Deps>()

export function depsOf(env: Env): Deps {
  const known = built.get(env)
  if (known) return known
  const deps = build(env)
  built.set(env, deps)
  return deps
}

function build(env: Env): Deps {
  const payments = {
    secretKey: env.STRIPE_SECRET_KEY,
    webhookSecrets: env.STRIPE_WEBHOOK_SECRETS.split(','),
    feePpm: Number(env.STRIPE_FEE_PPM ?? 0),
    ...(env.STRIPE_URL ? { url: new URL(env.STRIPE_URL) } : {}),
  }
  return {
    now: () => Date.now(),
    portal: new URL(env.PORTAL_ORIGIN),
    staff: new URL(env.STAFF_ORIGIN),
    masterKey: env.MASTER_KEY,
    directory: { id: 'directory', url: env.DIRECTORY_URL, token: env.DIRECTORY_TOKEN },
    databases: createProvider(env),
    urlOf: (database) => locateDatabase(database, env.SQLD_URL),
    mail: createMailSender(mailSettings(env)),
    mailFrom: env.MAIL_FROM,
    mailReports: createMailReports(env.MAIL_PROVIDER, (env.MAIL_WEBHOOK_SECRETS ?? '').split(',')),
    mailIn: createMailIn({
      provider: env.MAIL_IN_PROVIDER ?? env.MAIL_PROVIDER,
      domain: env.MAIL_IN_DOMAIN,
      secrets: (env.MAIL_IN_SECRETS ?? env.MAIL_WEBHOOK_SECRETS ?? '').split(','),
      key: env.MAIL_KEY ?? '',
      ...(env.MAIL_URL && env.MAIL_PROVIDER === 'resend' ? { url: env.MAIL_URL } : {}),
    }),
    payments: createPayments(payments),
    google: googleOf(env.GOOGLE_CLIENT_ID, env.GOOGLE_CLIENT_SECRET, env.GOOGLE_URL),
    files: createFileStore(env.FILES, env.IMAGES),
    fonts: createFontStore(env.ASSETS),
    clock: (shopKey) => env.CLOCK.getByName(shopKey),
  }
}

function mailSettings(env: Env): MailSettings {
  const url = env.MAIL_URL ? { url: env.MAIL_URL } : {}
  switch (env.MAIL_PROVIDER) {
    case 'resend':
      return { provider: 'resend', key: env.MAIL_KEY ?? '', ...url }
    case 'postmark':
      return { provider: 'postmark', token: env.MAIL_KEY ?? '', ...url }
    case 'smtp': {
      const server = new URL(env.MAIL_URL ?? '')
      return {
        provider: 'smtp',
        host: server.hostname,
        port: Number(server.port || 587),
        username: decodeURIComponent(server.username),
        password: env.MAIL_KEY ?? '',
      }
    }
    case 'cloudflare':
      if (env.EMAIL) return { provider: 'cloudflare', binding: env.EMAIL }
      throw new Error('MAIL_PROVIDER is cloudflare, but the send_email binding EMAIL is missing')
    default:
      throw new Error(`MAIL_PROVIDER ${env.MAIL_PROVIDER} is none of resend, postmark, smtp, cloudflare`)
  }
}
