import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '#context.ts'
import { depsOf } from '#env.ts'
import { AppError } from '#errors.ts'
import { forReader } from '#lib/language.ts'
import { boundaryOf } from '#lib/multipart.ts'
import { newSecret } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { walk } from '#routes.ts'
import { middlewareWords as words } from './words.ts'

/** Gives the request its id, its nonce and the outside world. */
export const request = (): MiddlewareHandler<AppEnv> =>
  async function request(c, next) {
    c.set('requestId', `req_${crypto.randomUUID().replaceAll('-', '')}`)
    c.set('nonce', newSecret(16))
    c.set('deps', depsOf(c.env))
    await forReader(next)
  }

const megabyte = 1024 * 1024
/** A file on its way to the store, which no memory holds; everything else is read whole. */
const isUpload = (method: string, path: string) =>
  method === 'PUT' && /^(\/(admin|public\/portal)\/[^/]+|\/portal)\/files$/.test(path)

const bringingIn = (table: object, base: string) =>
  [...walk(table)]
    .filter(({ isBringing }) => isBringing)
    .map(({ path }) => new RegExp(`^${base}${path.replaceAll(/:\w+/g, '[^/]+')}$`))
const bringing = [...bringingIn(paths.portal, '(/public/portal/[^/]+|/portal)'), ...bringingIn(paths.link, '/view')]
/** A form that brings files along, which go to the store as they come: one of 50 MB, and what was typed. */
const isForm = ({ method, path, type }: { method: string; path: string; type: string }) =>
  method === 'POST' && boundaryOf(type) !== undefined && bringing.some((address) => address.test(path))

/** A mail with what came with it, which its provider posts whole. */
const isMail = (path: string) => /^\/webhooks\/mail\/[^/]+\/inbound$/.test(path)

/** Refuses a body without a length or past 4 MB, of a mail past 20 MB, of an upload past 50 MB, of a form with files past 54 MB, before anything reads it. */
export const limitBody = (): MiddlewareHandler<AppEnv> =>
  async function limitBody(c, next) {
    const mayHaveBody = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (mayHaveBody && c.req.raw.body) {
      const length = c.req.header('content-length')
      if (length === undefined || !/^\d+$/.test(length))
        throw new AppError(
          'invalid',
          () => words.noLength,
          () => words.noLengthText,
        )
      const { method, path } = c.req
      const type = c.req.header('content-type') ?? ''
      const most = isUpload(method, path) ? 50 : isMail(path) ? 20 : isForm({ method, path, type }) ? 54 : 4
      if (Number(length) > most * megabyte)
        throw new AppError(
          'too_large',
          () => words.tooLarge,
          () => words.tooLargeText(most),
        )
    }
    await next()
  }
