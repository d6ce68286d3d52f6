import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '#context.ts'
import { depsOf } from '#env.ts'
import { AppError } from '#errors.ts'
import { forReader } from '#lib/language.ts'
import { newSecret } from '#lib/token.ts'
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

/** A mail with what came with it, which its provider posts whole. */
const isMail = (path: string) => /^\/webhooks\/mail\/[^/]+\/inbound$/.test(path)

/** Refuses a body without a length or past 4 MB, of a mail past 20 MB, of an upload past 50 MB, before anything reads it. */
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
      const most = isUpload(c.req.method, c.req.path) ? 50 : isMail(c.req.path) ? 20 : 4
      if (Number(length) > most * megabyte)
        throw new AppError(
          'too_large',
          () => words.tooLarge,
          () => words.tooLargeText(most),
        )
    }
    await next()
  }
