import type { Context } from 'hono'
import { googleAddress } from '#adapters/google.ts'
import type { Envs } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { shownName } from '#features/settings/rules.ts'
import { type FormState, fieldError, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { creationOptions } from '../ceremony.ts'
import { isFresh } from '../fresh-proof/rules.ts'
import { problemIn } from './door-words.ts'
import { tieGoogle, untieGoogle } from './google-actions.ts'
import { beganHere, dropVisit, keepVisit } from './google-cookie.ts'
import { isWaiting, partsOf, startVisit, visitById, visitOf } from './google-visits.ts'
import { AddPasskey, addPasskey, RenamePasskey, removePasskey, renamePasskey, whyNot } from './passkey-actions.ts'
import { removePassword, SetPassword, setPassword } from './password-actions.ts'
import { ceremonyFor, proofFor } from './proof.ts'
import { proofHandlers } from './proof-page.tsx'
import { myGoogle, myPasskey, myPasskeys, myPassword, type Passkey } from './queries.ts'
import { ChoosePage, WaysPage } from './views.tsx'
import { GooglePage, NewPasskeyPage, PasskeyPage, PasswordPage } from './views-change.tsx'
import { waysWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.ways
const mine = [myPasskeys, myGoogle, myPassword] as const

/** How a contact signs in. Whoever adds or takes away showed lately that it is them; every change is mailed. */
export const portalWays = handle(routes, {
  async show(c) {
    const { ctx } = c.var
    const [passkeys, [google], [password]] = await ctx.read(mine)
    const problem = problemIn(c.req.query('problem'))
    const page = <WaysPage ctx={ctx} passkeys={passkeys} google={google} password={password} problem={problem} />
    return show(c, page, { title: words.title, flash: flashOf(c, words.did) })
  },

  /** After an invitation; who has a way already is led on. */
  async choose(c) {
    const { ctx } = c.var
    const [passkeys, [google], [password]] = await ctx.read(mine)
    if (passkeys.length > 0 || google || password) return c.redirect(ctx.base, 303)
    return show(c, <ChoosePage ctx={ctx} shopName={shownName(ctx.shop)} />, { title: words.choose.title, isDeciding: true })
  },

  ...proofHandlers,

  newPasskey: (c) => showNewPasskey(c),

  async addPasskey(c) {
    const { ctx } = c.var
    const form = await parseForm(c, AddPasskey)
    if (!form.ok) return showNewPasskey(c, form)
    await ctx.read([])
    if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.newPasskey))
    const outcome = await addPasskey(ctx, form.value)
    return outcome === 'added'
      ? did(c, 'passkey_added')
      : showNewPasskey(c, fieldError({ label: form.value.label }, 'form', whyNot(outcome)))
  },

  async passkey(c) {
    const passkey = await readPasskey(c, c.req.param('id'))
    if (passkey.removedAt !== null) throw notFound('Passkey')
    return showPasskey(c, passkey)
  },

  async renamePasskey(c) {
    const form = await parseForm(c, RenamePasskey)
    const passkey = await readPasskey(c, c.req.param('id'))
    if (passkey.removedAt !== null) throw notFound('Passkey')
    if (!form.ok) return showPasskey(c, passkey, form)
    await renamePasskey(c.var.ctx, passkey, form.value)
    return did(c, 'passkey_renamed')
  },

  async removePasskey(c) {
    const { ctx } = c.var
    const passkey = await readPasskey(c, c.req.param('id'))
    if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.passkey, { id: passkey.id }))
    await removePasskey(ctx, passkey)
    return did(c, 'passkey_removed')
  },

  async google(c) {
    const { ctx } = c.var
    const [[google]] = await ctx.read([myGoogle])
    if (!ctx.deps.google && !google) throw notFound('Page')
    if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.google))
    return show(c, <GooglePage base={ctx.base} google={google} />, { title: words.google.title })
  },

  async startGoogle(c) {
    const { ctx } = c.var
    await ctx.read([])
    const { google } = ctx.deps
    if (!google) throw notFound('Page')
    if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.google))
    const visit = await startVisit(ctx, { sessionId: ctx.sessionId })
    await keepVisit(c, ctx.tenant, visit)
    return c.redirect(await googleAddress(google, await partsOf(ctx.tenant.keys, ctx.tenant.key, visit, ctx.deps)), 303)
  },

  /** Google's answer meets the session that asked. */
  async tieGoogle(c) {
    const { ctx } = c.var
    const id = (await visitOf(ctx, c.req.param('token'), 'ggh')) ?? ''
    const [[visit]] = await ctx.read([visitById], { visit: id })
    const isMine = visit?.sessionId === ctx.sessionId && visit.host === ctx.host && (await beganHere(c, ctx.tenant, visit))
    if (!visit || !isMine || !isWaiting(visit, ctx.now)) return failed(c, 'google_over')
    if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.google))
    dropVisit(c, ctx.tenant)
    const outcome = await tieGoogle(ctx, visit)
    if (outcome === 'taken') throw conflict(words.google.taken)
    return outcome === 'tied' ? did(c, 'google_tied') : failed(c, 'google_over')
  },

  async untieGoogle(c) {
    const { ctx } = c.var
    const [[google]] = await ctx.read([myGoogle])
    if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.google))
    await untieGoogle(ctx, google)
    return did(c, 'google_untied')
  },

  password: (c) => showPassword(c),

  async setPassword(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SetPassword)
    const [[password]] = await ctx.read([myPassword])
    if (!ctx.shop.arePasswordsOn) throw notFound('Page')
    if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.password))
    const outcome = form.ok ? await setPassword(ctx, form.value, password !== undefined) : 'short'
    if (outcome === 'set') return did(c, 'password_saved')
    const sentence = outcome === 'sent before' ? words.password.sentBefore : words.password.weak[outcome]
    return showPassword(c, fieldError({}, 'proof_password', sentence))
  },

  async removePassword(c) {
    const { ctx } = c.var
    const [[password]] = await ctx.read([myPassword])
    if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.password))
    await removePassword(ctx, password !== undefined)
    return did(c, 'password_removed')
  },
})

const toProof = (c: C, page: string) => c.redirect(proofFor(c.var.ctx, page), 303)
const waysOf = (c: C) => href(c.var.ctx.base, routes.show)
const did = (c: C, what: keyof typeof words.did) => c.redirect(`${waysOf(c)}?did=${what}`, 303)
const failed = (c: C, problem: 'google_over') => c.redirect(`${waysOf(c)}?problem=${problem}`, 303)

async function readPasskey(c: C, id: string): Promise<Passkey> {
  const [[passkey]] = await c.var.ctx.read([myPasskey], { id })
  if (!passkey) throw notFound('Passkey')
  return passkey
}

function showPasskey(c: C, passkey: Passkey, form?: FormState) {
  const page = <PasskeyPage base={c.var.ctx.base} passkey={passkey} form={form} />
  return show(c, page, { title: passkey.name, ...(form ? { status: 422 } : {}) })
}

async function showNewPasskey(c: C, form?: FormState) {
  const { ctx } = c.var
  const [passkeys] = await ctx.read([myPasskeys])
  if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.newPasskey))
  const { viewer, personId, shop } = ctx
  const owner = { shop: shownName(shop), id: personId, email: viewer.email, name: viewer.contactName }
  const known = passkeys.filter(({ host }) => host === ctx.host).map(({ credentialId }) => credentialId)
  const options = await creationOptions(ceremonyFor(ctx, 'add'), owner, known, 'required')
  const page = <NewPasskeyPage base={ctx.base} name={ctx.device} options={options} form={form} />
  return show(c, page, { title: words.passkey.addHeading, scripts: ['passkey'], ...(form ? { status: 422 } : {}) })
}

async function showPassword(c: C, form?: FormState) {
  const { ctx } = c.var
  const [[password]] = await ctx.read([myPassword])
  if (!ctx.shop.arePasswordsOn) throw notFound('Page')
  if (!isFresh(ctx)) return toProof(c, href(ctx.base, routes.password))
  const hasOne = password !== undefined
  const page = <PasswordPage base={ctx.base} email={ctx.viewer.email} hasOne={hasOne} form={form} />
  const title = hasOne ? words.password.changeHeading : words.password.setHeading
  return show(c, page, { title, ...(form ? { status: 422 } : {}) })
}
