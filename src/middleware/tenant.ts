import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '#context.ts'
import { AppError, notFound } from '#errors.ts'
import { normalizeHost } from '#lib/host.ts'
import { readToken } from '#lib/token.ts'
import { findTenantByHost, findTenantByKey, findTenantBySlug } from '#platform/tenants/queries.ts'
import { middlewareWords as words } from './words.ts'

type Face = AppEnv['Variables']['face']

/** Which of our faces this host is. An unknown one gets an answer that reveals nothing. */
export const face = (): MiddlewareHandler<AppEnv> =>
  async function face(c, next) {
    const { deps } = c.var
    const host = normalizeHost(new URL(c.req.url).host)
    c.set('host', host ?? '')
    if (host === deps.portal.hostname) c.set('face', 'portal')
    else if (host === deps.staff.hostname) c.set('face', 'staff')
    else {
      const tenant = host ? await findTenantByHost(deps, host) : undefined
      if (!tenant) throw nothingHere()
      c.set('face', 'shop')
      c.set('base', '/portal')
      c.set('tenant', tenant)
    }
    await next()
  }

/** Serves what follows only on these hosts: elsewhere it does not exist. */
export const on = (...faces: readonly Face[]): MiddlewareHandler<AppEnv> =>
  async function on(c, next) {
    if (!faces.includes(c.var.face)) throw nothingHere()
    await next()
  }

/** The shop named by the slug in the address. An old slug leads on to today's. */
export const tenantOfSlug = (prefix: string, behind = ''): MiddlewareHandler<AppEnv> =>
  async function tenantOfSlug(c, next) {
    const slug = c.req.param('shop') ?? ''
    const tenant = await findTenantBySlug(c.var.deps, slug.toLowerCase())
    if (!tenant) throw nothingHere()
    if (tenant.slug !== slug) {
      const { pathname, search } = new URL(c.req.url)
      return c.redirect(pathname.replace(`${prefix}/${slug}`, `${prefix}/${tenant.slug}`) + search, 308)
    }
    c.set('tenant', tenant)
    c.set('base', `${prefix}/${tenant.slug}${behind.replace(/:(\w+)/g, (_, name: string) => c.req.param(name) ?? '')}`)
    await next()
  }

/** The shop of the host, with its pages under `/portal`. */
export const tenantOfHost = (): MiddlewareHandler<AppEnv> =>
  async function tenantOfHost(c, next) {
    if (c.var.face === 'portal') {
      throw new AppError(
        'not_found',
        () => words.useLink,
        () => words.useLinkText,
      )
    }
    c.set('base', '/portal')
    await next()
  }

/** The shop that made the link. On a shop's own host only that shop's links open. */
export const tenantOfToken = (): MiddlewareHandler<AppEnv> =>
  async function tenantOfToken(c, next) {
    const token = readToken(c.req.path.split('/')[3] ?? '')
    const tenant = token && (await findTenantByKey(c.var.deps, token.shopKey))
    if (!tenant || (c.var.tenant && c.var.tenant.key !== tenant.key)) throw notFound('link')
    c.set('tenant', tenant)
    c.set('base', '/view')
    await next()
  }

/** The shop that sent somebody to Google, by the state they come back with. */
export const tenantOfState = (): MiddlewareHandler<AppEnv> =>
  async function tenantOfState(c, next) {
    const token = readToken(c.req.query('state') ?? '')
    const tenant = token && (await findTenantByKey(c.var.deps, token.shopKey))
    if (!tenant) throw nothingHere()
    c.set('tenant', tenant)
    c.set('base', `/public/portal/${tenant.slug}`)
    await next()
  }

export function nothingHere(): AppError {
  return new AppError(
    'not_found',
    () => words.nothingHere,
    () => words.nothingHereText,
  )
}
