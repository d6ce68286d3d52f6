import * as v from 'valibot'
import { googleAddress } from '#adapters/google.ts'
import type { VisitorCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { parseForm } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { type Ceremony, credentialIdIn, requestOptions } from '../ceremony.ts'
import { ask } from '../sign-in/portal.tsx'
import { safeNext } from '../sign-in/rules.ts'
import { chosen, openedByGoogle, openedByPasskey, passkeyAtDoor, tieOfVisit } from './door-queries.ts'
import { again, countTry, goOn, networkTries, Onward } from './door-steps.ts'
import { enter, googleUsed, passkeyUsed, unlessSpent } from './enter.ts'
import { beganHere, dropVisit, keepVisit } from './google-cookie.ts'
import { isWaiting, originOf, partsOf, startVisit, takeOver, visitById, visitOf } from './google-visits.ts'
import { askedHere, keepAsking } from './passkey-cookie.ts'
import { passwordDoor } from './password-door.tsx'

const ByPasskey = v.object({ ...Onward, passkey: v.pipe(v.string(), v.maxLength(20_000)) })

/** The ways in beside the mailed code, for customers. */
export const portalDoor = handle(paths.portal.door, {
  async passkeyOptions(c) {
    const { ctx } = c.var
    await ctx.read([])
    const ceremony = ceremonyAt(ctx, keepAsking(c, ctx.tenant))
    return c.body(await requestOptions(ceremony, []), 200, { 'content-type': 'application/json' })
  },

  async passkey(c) {
    const { ctx } = c.var
    const form = await parseForm(c, ByPasskey)
    const { passkey = '', key = '', next } = form.ok ? form.value : form.values
    const credential = credentialIdIn(passkey) ?? ''
    const [[kept], opened] = await ctx.read([passkeyAtDoor, openedByPasskey], { credential, host: ctx.host, key })
    await countTry(ctx, [networkTries(ctx, 'passkey', 60)])
    const contact = chosen(opened, key)
    const browser = askedHere(c, ctx.tenant)
    const used = kept && contact && browser ? await passkeyUsed(ceremonyAt(ctx, browser), kept, passkey) : undefined
    const entered = used && contact ? await enter(ctx, contact, { way: 'passkey', provedAt: ctx.now }, [used]) : 'spent'
    if (entered === 'spent' || !contact) return again(c, 'passkey', { next, key })
    return goOn(c, entered, contact, next)
  },

  async google(c) {
    const { ctx } = c.var
    const form = await parseForm(c, v.object(Onward))
    await ctx.read([])
    const { google } = ctx.deps
    if (!google || !form.ok) throw notFound('Page')
    await countTry(ctx, [networkTries(ctx, 'google', 30)])
    const visit = await startVisit(ctx, { next: safeNext(form.value.next, ctx.base), key: form.value.key })
    await keepVisit(c, ctx.tenant, visit)
    return c.redirect(await googleAddress(google, await partsOf(ctx.tenant.keys, ctx.tenant.key, visit, ctx.deps)), 303)
  },

  /** Google's answer meets the browser that asked. An account tied to nobody here first proves its mailbox, known or not. */
  async handOver(c) {
    const { ctx } = c.var
    const id = (await visitOf(ctx, c.req.param('token'), 'ggh')) ?? ''
    const [[visit], [tie], opened] = await ctx.read([visitById, tieOfVisit, openedByGoogle], { visit: id })
    const key = visit?.linkKey ?? ''
    const isHere = visit?.host === ctx.host && visit.sessionId === null && (await beganHere(c, ctx.tenant, visit))
    if (!visit?.email || !isHere || !isWaiting(visit, ctx.now)) return again(c, 'google_over', {}, 410)
    dropVisit(c, ctx.tenant)
    const next = visit.next ?? undefined
    const contact = chosen(opened, key)
    if (tie && contact) {
      const entered = await enter(ctx, contact, { way: 'google', provedAt: tie.createdAt }, googleUsed(id, tie.id, ctx.now))
      return entered === 'spent' ? again(c, 'google_over', { next, key }, 410) : goOn(c, entered, contact, next)
    }
    const challengeId = await ask(c, 'customer', { email: visit.email, next, key: key || undefined })
    const wait = takeOver(id, ctx.now, { challengeId })
    if (!(await unlessSpent(ctx.write({ kind: 'google.waiting', subjectId: id, isRepeatable: true }, [wait]))))
      return again(c, 'google_over', { next, key }, 410)
    return c.redirect(href(ctx.base, paths.portal.signIn.code), 303)
  },

  ...passwordDoor,
})

/** What a passkey is asked for at the door of this host, in the browser that keeps this secret. */
function ceremonyAt(ctx: VisitorCtx, browser: string): Ceremony {
  const origin = originOf(ctx, ctx.host) ?? ctx.deps.portal.origin
  return { keys: ctx.tenant.keys, now: ctx.now, origin, purpose: 'sign in', bound: `${ctx.host} ${browser}` }
}
