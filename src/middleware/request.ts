import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '#context.ts'
import { depsOf } from '#env.ts'
import { AppError } from '#errors.ts'
import { newSecret } from '#lib/token.ts'

/** Gives the request its id, its nonce and the outside world. */
export const request = (): MiddlewareHandler<AppEnv> =>
  async function request(c, next) {
    c.set('requestId', `req_${crypto.randomUUID().replaceAll('-', '')}`)
    c.set('nonce', newSecret(16))
    c.set('deps', depsOf(c.env))
    await next()
  }

const maxBodyBytes = 4 * 1024 * 1024

/** Refuses a body without a length or past 4 MB before anything reads it. */
export const limitBody = (): MiddlewareHandler<AppEnv> =>
  async function limitBody(c, next) {
    const mayHaveBody = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (mayHaveBody && c.req.raw.body) {
      const length = c.req.header('content-length')
      if (length === undefined || !/^\d+$/.test(length))
        throw new AppError('invalid', 'The length is missing', 'Send the form again from its page.')
      if (Number(length) > maxBodyBytes) throw new AppError('too_large', 'That is too large', 'Send less than 4 MB at once.')
    }
    await next()
  }
