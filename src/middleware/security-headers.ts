import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '#context.ts'

/** Headers of every answer, errors and redirects too. Pages that pay may post on to Stripe's checkout, and the door to Google's. */
export const securityHeaders = (): MiddlewareHandler<AppEnv> =>
  async function securityHeaders(c, next) {
    const { nonce, deps, requestId } = c.var
    const headers = {
      ...always,
      'content-security-policy': policyOf(nonce, [deps.payments.checkoutOrigin, deps.google?.origin].filter(Boolean).join(' ')),
      'x-request-id': requestId,
    }
    // Set before, they become part of the answer as it is made; each one set on a finished answer would copy it.
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    await next()
    if (c.res.status === 101 || c.res.headers.has('x-request-id')) return
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.header(name, value)
  }

const always = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  // With no-referrer Chromium sends `Origin: null` on posts of the same origin.
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
}

function policyOf(nonce: string, outside: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    // A 303 from our form to such a page counts as a target of the form.
    `form-action 'self' ${outside}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}
