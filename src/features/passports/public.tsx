import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { doneOnAsset } from '#features/assets/page-queries.ts'
import { viewOf } from '#features/jobs/view.ts'
import { shownName } from '#features/settings/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { type FormState, fieldError, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { askAgain, beginClaim, ClaimIt, proveClaim, TypedCode } from './claim-actions.ts'
import { assetOf, opens } from './code.ts'
import { isOfBrowser, keepClaim, keptClaim } from './cookies.ts'
import { type Claim, claimById, contactsOfClaim, type Passport, passportOfAsset } from './queries.ts'
import { CheckPage, headingOf, PassportPage, TakenPage } from './views-public.tsx'
import { passportWords as words } from './words.ts'

type C = Context<Envs['anyone']>
const routes = paths.link.passport

/** A thing's page for anybody who scans its code, and the way in for who got a code of its owner. */
export const passportPages = handle(routes, {
  show: async (c) => showPassport(c, await open(c)),

  async claim(c) {
    const { ctx } = c.var
    const opened = await open(c)
    const form = await parseForm(c, ClaimIt)
    if (!form.ok) return showPassport(c, opened, form)
    const claim = await beginClaim(ctx, opened.passport, form.value)
    if (claim === 'wrong') {
      const { code, ...typed } = form.value
      return showPassport(c, opened, fieldError({ ...typed, code }, 'code', words.page.wrongCode))
    }
    keepClaim(c, ctx.tenant, claim)
    return c.redirect(href(ctx.base, routes.check, { token: tokenOf(c) }), 303)
  },

  async check(c) {
    const { claim } = await openClaim(c)
    if (!claim) return c.redirect(href(c.var.ctx.base, routes.show, { token: tokenOf(c) }), 303)
    return claim.takenAt === null ? showCheck(c, claim) : showTaken(c)
  },

  async prove(c) {
    const { ctx } = c.var
    const { claim, known } = await openClaim(c)
    if (!claim) return c.redirect(href(ctx.base, routes.show, { token: tokenOf(c) }), 303)
    const form = await parseForm(c, TypedCode)
    const check = href(ctx.base, routes.check, { token: tokenOf(c) })
    if (claim.takenAt !== null) return c.redirect(check, 303)
    const outcome = await proveClaim(ctx, claim, known, form.ok ? form.value.code : '')
    if (outcome === 'taken') return c.redirect(check, 303)
    return showCheck(c, claim, fieldError({}, 'code', words.check[outcome]))
  },

  async again(c) {
    const { ctx } = c.var
    const { claim } = await openClaim(c)
    if (!claim) return c.redirect(href(ctx.base, routes.show, { token: tokenOf(c) }), 303)
    if (claim.takenAt === null) await askAgain(ctx, claim)
    return c.redirect(href(ctx.base, routes.check, { token: tokenOf(c) }), 303)
  },
})

const tokenOf = (c: C) => c.req.param('token') ?? ''

/**
 * The page that this address opens: there while its owner has it on, or a code for a new owner can be used. An address of before,
 * one that is off and one that never was look the same.
 */
async function open(c: C) {
  const { ctx } = c.var
  const [[passport], done] = await ctx.read([passportOfAsset, doneOnAsset], { id: assetOf(tokenOf(c)) ?? '' })
  const isThere = passport && passport.archivedAt === null && (passport.openedAt !== null || passport.handoverId !== null)
  if (!isThere || !(await opens(ctx.tenant.keys, tokenOf(c), passport.generation))) throw notFound('page')
  return { passport, done }
}

/** The claim this browser made here, whatever became of the address since. Reads the shop in any case. */
async function openClaim(c: C) {
  const { ctx } = c.var
  const kept = keptClaim(c, ctx.tenant)
  const [[claim], known] = await ctx.read([claimById, contactsOfClaim], { claim: kept?.id ?? '' })
  const isOurs = claim && kept && claim.assetId === assetOf(tokenOf(c)) && (await isOfBrowser(claim, kept.secret))
  return { claim: isOurs ? claim : undefined, known }
}

function showPassport(c: C, { passport, done }: Awaited<ReturnType<typeof open>>, form?: FormState) {
  const { ctx } = c.var
  const view = viewOf(ctx)
  const action = href(ctx.base, routes.claim, { token: tokenOf(c) })
  const page = <PassportPage {...{ view, passport, action, form }} done={passport.showsHistory ? done : undefined} />
  return show(c, page, { title: headingOf(shown(passport)), status: form ? 422 : 200 })
}
const shown = (passport: Passport) => ({
  ...passport,
  name: passport.openedAt !== null && passport.showsName ? passport.name : undefined,
})

function showCheck(c: C, claim: Claim, form?: FormState) {
  const { base } = c.var.ctx
  const token = tokenOf(c)
  const actions = { prove: href(base, routes.prove, { token }), again: href(base, routes.again, { token }) }
  const page = <CheckPage email={claim.email} actions={actions} form={form} />
  return show(c, page, { title: words.check.heading, scripts: ['resend'], status: form ? 422 : 200 })
}

function showTaken(c: C) {
  const { shop, deps, tenant } = c.var.ctx
  const page = <TakenPage shopName={shownName(shop)} signIn={`${portalAddress(deps, tenant)}/assets`} />
  return show(c, page, { title: words.done.heading })
}
