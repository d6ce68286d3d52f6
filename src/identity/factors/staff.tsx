import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { invalid, notFound } from '#errors.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { shownName } from '#features/settings/rules.ts'
import { checkForm, type FormState, fieldError, parseForm, readFields, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { safeNext } from '../sign-in/rules.ts'
import {
  AddPasskey,
  addPasskey,
  ConfirmAuthenticator,
  confirmAuthenticator,
  removeFactor,
  renewCodes,
  startAuthenticator,
} from './actions.ts'
import { carriedIn } from './carried.ts'
import { mailboxOf, showConfirm } from './confirm.tsx'
import { creationOptions } from './passkeys.ts'
import { Prove, prove } from './prove.ts'
import { type Factor, myCodes, myFactor, myFactors } from './queries.ts'
import { areNew, codeOf } from './recovery.ts'
import { isProven, offerMs } from './rules.ts'
import { securityPage } from './set-up.ts'
import { offerOf } from './totp.ts'
import { CodesGonePage, CodesPage, SecurityPage } from './views.tsx'
import { AuthenticatorPage, KeyOverPage, PasskeyPage } from './views-setup.tsx'
import { factorWords as words } from './words.ts'

type C = Context<Envs['staff']>
const routes = paths.staff.security
const Next = v.object({ next: v.optional(v.string()) })

export const staffSecurity = handle(routes, {
  async show(c) {
    const { ctx } = c.var
    const [factors, codes] = await ctx.read([myFactors, myCodes])
    const next = nextIn(c)
    const mayAdd = factors.length > 0 || isProven('fresh or first', ctx.me, ctx.now)
    const page = (
      <SecurityPage
        ctx={ctx}
        factors={factors}
        codesLeft={codes.filter(({ usedAt }) => usedAt === null).length}
        next={next}
        mailbox={mayAdd ? undefined : mailboxOf(ctx, securityPage(ctx, next))}
      />
    )
    return show(c, page, { title: words.title, at: 'me', flash: flashOf(c, words.did) })
  },

  /** What was shown is taken, and the form that waited for it goes on as it was: a 307 sends it once more. */
  async prove(c) {
    const { ctx } = c.var
    const raw = await readFields(c)
    const form = checkForm(Prove, raw)
    if (!form.ok) throw invalid('Go back and confirm once more.')
    const carried = carriedIn(raw, ctx.base)
    const [factors, codes] = await ctx.read([myFactors, myCodes])
    const outcome = await prove(ctx, factors, codes, form.value)
    if (outcome !== 'proven') return showConfirm(c, ctx, { factors, codes }, carried, outcome)
    return c.redirect(carried.to, carried.isPost ? 307 : 303)
  },

  async startAuthenticator(c) {
    const { ctx } = c.var
    await ctx.read([])
    const next = await nextOf(c)
    const id = await startAuthenticator(ctx)
    return c.redirect(withNext(href(ctx.base, routes.authenticator, { id }), next), 303)
  },

  async authenticator(c) {
    const [[factor]] = await c.var.ctx.read([myFactor], { id: c.req.param('id') })
    return showAuthenticator(c, factor, nextIn(c))
  },

  async confirm(c) {
    const { ctx } = c.var
    const form = await parseForm(c, ConfirmAuthenticator)
    const [[factor], factors] = await ctx.read([myFactor, myFactors], { id: c.req.param('id') })
    const next = await nextOf(c)
    if (factor?.confirmedAt) return added(c, factor.id, factors, next)
    if (!factor || !isWaiting(factor, ctx.now)) return showAuthenticator(c, factor, next)
    if (!form.ok) return showAuthenticator(c, factor, next, form)
    if ((await confirmAuthenticator(ctx, factor, form.value)) === 'added') return added(c, factor.id, factors, next)
    return showAuthenticator(c, factor, next, fieldError(textsOf(await readFields(c)), 'code', words.wrong.wrongSetup))
  },

  newPasskey: (c) => showPasskey(c, nextIn(c)),

  async addPasskey(c) {
    const { ctx } = c.var
    const form = await parseForm(c, AddPasskey)
    const next = await nextOf(c)
    if (!form.ok) return showPasskey(c, next, form)
    const [factors] = await ctx.read([myFactors])
    const id = await addPasskey(ctx, form.value)
    if (id) return added(c, id, factors, next)
    return showPasskey(c, next, fieldError(form.value, 'form', words.wrong.passkey))
  },

  async remove(c) {
    const { ctx } = c.var
    const [[factor]] = await ctx.read([myFactor], { id: c.req.param('id') })
    await removeFactor(ctx, factor)
    return c.redirect(`${href(ctx.base, routes.show)}?did=removed`, 303)
  },

  async codes(c) {
    const { ctx } = c.var
    const [codes] = await ctx.read([myCodes])
    if (!areNew(codes, ctx.now)) return show(c, <CodesGonePage base={ctx.base} />, { title: words.codes.title, at: 'me' })
    const texts = await Promise.all(codes.map(({ id }) => codeOf(ctx.tenant.keys, id)))
    const shown = texts.map((text) => `${text.slice(0, 5)}-${text.slice(5)}`)
    const page = <CodesPage base={ctx.base} codes={shown} next={nextIn(c) ?? href(ctx.base, routes.show)} />
    return show(c, page, { title: words.codes.newTitle, at: 'me' })
  },

  async renewCodes(c) {
    await renewCodes(c.var.ctx)
    return c.redirect(href(c.var.ctx.base, routes.codes), 303)
  },
})

const nextIn = (c: C) => safeNext(c.req.query('next'), c.var.ctx.base)

async function nextOf(c: C): Promise<string | undefined> {
  const form = checkForm(Next, await readFields(c))
  return form.ok ? safeNext(form.value.next, c.var.ctx.base) : undefined
}

const withNext = (address: string, next: string | undefined) => (next ? `${address}?next=${encodeURIComponent(next)}` : address)

/** After the first one come the recovery codes, also at its second press; after any other they are back where they were going. */
function added(c: C, id: string, known: readonly Factor[], next: string | undefined) {
  const { base } = c.var.ctx
  if (known.every((one) => one.id === id)) return c.redirect(withNext(href(base, routes.codes), next), 303)
  return c.redirect(next ?? `${href(base, routes.show)}?did=added`, 303)
}

const isWaiting = ({ confirmedAt, removedAt, createdAt }: Factor, now: number) =>
  confirmedAt === null && removedAt === null && createdAt >= now - offerMs

async function showAuthenticator(c: C, factor: Factor | undefined, next: string | undefined, form?: FormState) {
  const { ctx } = c.var
  if (!factor) throw notFound('Key')
  if (factor.confirmedAt !== null || !factor.sealedSecret) return c.redirect(href(ctx.base, routes.show), 303)
  const title = words.set.title
  if (!isWaiting(factor, ctx.now)) return show(c, <KeyOverPage base={ctx.base} next={next} />, { title, at: 'me', status: 410 })
  const offer = await offerOf(await ctx.tenant.keys.decrypt(factor.sealedSecret), shownName(ctx.shop), ctx.me.email)
  const page = <AuthenticatorPage base={ctx.base} id={factor.id} name={factor.name} {...offer} next={next} form={form} />
  return show(c, page, { title, at: 'me', status: form ? 422 : 200 })
}

async function showPasskey(c: C, next: string | undefined, form?: FormState) {
  const { ctx } = c.var
  const [factors] = await ctx.read([myFactors])
  const options = await creationOptions(ctx, factors)
  const page = <PasskeyPage base={ctx.base} name={ctx.device} options={options} next={next} form={form} />
  return show(c, page, { title: words.passkey.title, at: 'me', scripts: ['passkey'], status: form ? 422 : 200 })
}
