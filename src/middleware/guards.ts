import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { AppEnv } from '#context.ts'
import { forbidden, notFound, signedOut } from '#errors.ts'
import { receiveForm } from '#features/files/receive-form.ts'
import { messageWords as talk } from '#features/messages/words.ts'
import { customerMeant, expectMeant } from '#identity/accounts/meant.ts'
import { customerContext } from '#identity/customer-context.ts'
import { linkContext } from '#identity/link-context.ts'
import type { Occasion } from '#identity/open-context.ts'
import { previewContext } from '#identity/preview-context.ts'
import { cookieOf, type SessionClaims, verifySession } from '#identity/session.ts'
import { staffContext } from '#identity/staff-context.ts'
import { touchSession } from '#identity/touch.ts'
import { visitorContext } from '#identity/visitor-context.ts'
import { type Command, readCommand } from '#lib/form.ts'
import { boundaryOf } from '#lib/multipart.ts'
import { networkOf } from '#lib/network.ts'
import { readToken } from '#lib/token.ts'
import type { Guards } from '#routes.ts'

/** Who may pass, for each audience of the route table. Every one opens the context its handlers get. */
export const guards: Guards = {
  anyone: (_needs, _proof, isBringing) =>
    async function anyone(c, next) {
      // Who may bring files, its handler finds out before anything reads them.
      const isUnread = isBringing && hasParts(c)
      c.set('ctx', visitorContext(isUnread ? { ...placeOf(c), command: undefined } : await occasionOf(c)))
      await next()
    },
  customer: (_needs, _proof, isBringing) =>
    async function customer(c, next) {
      const preview = c.req.param('contact')
      if (preview) {
        const occasion = await occasionOf(c)
        const claims = await claimsOf(c, 'staff')
        c.set('ctx', await previewContext(occasion, claims, preview, c.req))
      } else {
        const claims = await claimsOf(c, 'customer')
        // Before anything reads the body, which no memory could hold.
        if (isBringing && hasParts(c))
          await receiveForm(c, async () => {
            const ctx = customerContext({ ...placeOf(c), command: undefined }, claims, () => {})
            await ctx.read([])
            return { ctx, who: ctx.contactId }
          })
        const ctx = customerContext(await occasionOf(c), claims, (seenAt) => touchSession(c, claims, seenAt))
        c.set('ctx', ctx)
        const meant = customerMeant((name) => c.req.query(name))
        if (c.req.method === 'GET') await expectMeant(ctx, meant)
      }
      await next()
    },
  link: (_needs, _proof, isBringing) =>
    async function link(c, next) {
      const text = c.req.param('token') ?? ''
      const token = readToken(text)
      if (!token) throw notFound('link')
      if (isBringing && hasParts(c))
        await receiveForm(c, async () => {
          const ctx = await linkContext({ ...placeOf(c), command: undefined }, text, token)
          await ctx.read([])
          // Whoever it was passed on to may read, and writes nothing.
          if (ctx.identity.forwardedTo !== undefined) throw forbidden(talk.write.notYours)
          return { ctx, who: ctx.viewer.contactId }
        })
      c.set('ctx', await linkContext(await occasionOf(c), text, token))
      await next()
    },
  staff: (roles, proof) =>
    async function staff(c, next) {
      const claims = await claimsOf(c, 'staff')
      c.set(
        'ctx',
        staffContext(await occasionOf(c), claims, roles, (seenAt) => touchSession(c, claims, seenAt), { proof }),
      )
      await next()
    },
  platform: () =>
    async function platform(_c, next) {
      await next()
    },
  webhook: () =>
    async function webhook(_c, next) {
      await next()
    },
}

const hasParts = (c: AnyContext) => boundaryOf((c as Context).req.header('content-type') ?? '') !== undefined

// A guard sits before the typed handler, so it sees the whole environment and sets the part its audience gets.
type AnyContext = Context<AppEnv> | Context

/** What the visitor's cookie claims. Throws signed_out without one. */
export async function claimsOf(c: AnyContext, kind: SessionClaims['kind']): Promise<SessionClaims> {
  const { tenant, host, deps } = (c as Context<AppEnv>).var
  const token = getCookie(c, cookieOf(tenant))
  const claims = token ? await verifySession(tenant, host, kind, token, deps.now()) : undefined
  if (!claims) throw signedOut()
  return claims
}

/** What every context knows of its request. */
export async function occasionOf(context: AnyContext): Promise<Occasion> {
  return { ...placeOf(context), command: await commandOf(context as Context<AppEnv>) }
}

/** The same without the form that was sent. */
function placeOf(context: AnyContext): Omit<Occasion, 'command'> {
  const c = context as Context<AppEnv>
  const { tenant, deps, requestId, base, host } = c.var
  return {
    tenant,
    deps,
    requestId,
    base,
    host,
    now: deps.now(),
    network: networkOf(c.req.header('cf-connecting-ip') ?? '0.0.0.0'),
    device: deviceOf(c.req.header('user-agent') ?? ''),
    from: {
      ip: c.req.header('cf-connecting-ip') ?? '',
      userAgent: (c.req.header('user-agent') ?? '').slice(0, 400),
    },
  }
}

async function commandOf(c: Context<AppEnv>): Promise<Command | undefined> {
  const isForm = c.req.method === 'POST' && /form/.test(c.req.header('content-type') ?? '')
  return isForm ? readCommand(c) : undefined
}

/** A few words a person recognises: "Safari on iPhone". */
function deviceOf(agent: string): string {
  const browser = /Edg/.test(agent)
    ? 'Edge'
    : /Firefox/.test(agent)
      ? 'Firefox'
      : /Chrome|CriOS/.test(agent)
        ? 'Chrome'
        : /Safari/.test(agent)
          ? 'Safari'
          : 'A browser'
  const system = /iPhone/.test(agent)
    ? 'iPhone'
    : /iPad/.test(agent)
      ? 'iPad'
      : /Android/.test(agent)
        ? 'Android'
        : /Mac OS/.test(agent)
          ? 'Mac'
          : /Windows/.test(agent)
            ? 'Windows'
            : /Linux/.test(agent)
              ? 'Linux'
              : ''
  return system ? `${browser} on ${system}` : browser
}
