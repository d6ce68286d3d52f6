import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '#context.ts'
import { AppError } from '#errors.ts'
import { middlewareWords as words } from './words.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

const needsNoBrowser = (path: string) =>
  path.startsWith('/webhooks/') || /^(\/public\/portal\/[^/]+|\/portal)\/mails\/mute_[^/]+$/.test(path)

/**
 * Lets an unsafe method through only from our own pages. `SameSite` cannot do this: shops' hosts below one domain are one site.
 * A webhook has no browser and no cookie; its signature is checked instead. Nor has a mail program that ends mails in one press
 * (RFC 8058): what it may do is in the address alone.
 */
export const sameOrigin = (): MiddlewareHandler<AppEnv> =>
  async function sameOrigin(c, next) {
    if (!safe.has(c.req.method) && !needsNoBrowser(c.req.path)) {
      const site = c.req.header('sec-fetch-site')
      const origin = c.req.header('origin')
      const isOurs = site ? site === 'same-origin' : origin === new URL(c.req.url).origin
      if (!isOurs || (origin !== undefined && origin !== new URL(c.req.url).origin)) {
        throw new AppError(
          'forbidden',
          () => words.otherSite,
          () => words.otherSiteText,
        )
      }
    }
    await next()
  }
