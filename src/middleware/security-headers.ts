import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '#context.ts'

/** Headers of every answer, errors and redirects too. Pages that pay may post on to Stripe's checkout. */
export const securityHeaders = (): MiddlewareHandler<AppEnv> =>
  async function securityHeaders(c, next) {
    await next()
    if (c.res.status === 101) return
    const { nonce, deps } = c.var
    const checkout = deps.payments.checkoutOrigin
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', policyOf(nonce, checkout))
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store')
    c.header('x-content-type-options', 'nosniff')
    // With no-referrer Chromium sends `Origin: null` on posts of the same origin.
    c.header('referrer-policy', 'same-origin')
    c.header('cross-origin-opener-policy', 'same-origin')
    // A logo is shown in webmail too, and says so itself.
    if (!c.res.headers.has('cross-origin-resource-policy')) c.header('cross-origin-resource-policy', 'same-origin')
    c.header('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
    c.header('strict-transport-security', 'max-age=63072000; includeSubDomains')
    c.header('x-frame-options', 'DENY')
    c.header('x-robots-tag', 'noindex, nofollow')
    c.header('x-request-id', c.var.requestId)
  }

function policyOf(nonce: string, checkout: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // A 303 from our form to the checkout counts as a target of the form.
    `form-action 'self' ${checkout}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ')
}
