import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import type { Profile } from '#features/settings/rules.ts'
import { maskEmail } from '#lib/email.ts'
import { type FormState, fieldError, parseForm } from '#lib/form.ts'
import { isId } from '#lib/id.ts'
import { isGenuine, readToken } from '#lib/token.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { OtherWays } from '../ways/at-door.tsx'
import { type Problem, problemIn } from '../ways/door-words.ts'
import { AskForCode, askForCode, type Redeemed, redeemCode, startSession } from './actions.ts'
import { arrivalOf } from './arrival.ts'
import { isKnownDevice, keepChallenge, keepSession, keptChallenge, startedHere } from './cookies.ts'
import { findChallenge } from './queries.ts'
import { type Challenge, type Door, isOpen, safeNext } from './rules.ts'
import { AskPage, CodePage, ConfirmPage, ElsewherePage, SentencePage, SpentPage } from './views.tsx'
import { doorWords, signInWords as words } from './words.ts'

type C = Context<Envs['anyone']>
const Code = v.object({ code: v.pipe(v.string(), v.maxLength(40)) })
// Both doors share their rows in the route table, so the same addresses below their own base.
const routes = paths.portal.signIn

/** The way in, for customers and for staff: email, code or link, session. */
export function signInHandlers(door: Door) {
  return handle(routes, {
    async form(c) {
      const { ctx } = c.var
      await ctx.read([])
      const next = safeNext(c.req.query('next'), ctx.base)
      return showAsk(c, door, { next, problem: problemIn(c.req.query('problem')) })
    },

    async ask(c) {
      const { ctx } = c.var
      const form = await parseForm(c, AskForCode)
      if (!form.ok) {
        await ctx.read([])
        return showAsk(c, door, { form, next: form.values['next'], key: form.values['key'] })
      }
      await ask(c, door, form.value)
      return c.redirect(href(ctx.base, routes.code), 303)
    },

    async code(c) {
      const { challenge } = await keptBy(c, door)
      if (!challenge) return c.redirect(href(c.var.ctx.base, routes.form), 303)
      return showCode(c, challenge)
    },

    async redeem(c) {
      const form = await parseForm(c, Code)
      const { challenge, contact, waiting } = await keptBy(c, door)
      if (!challenge) return c.redirect(href(c.var.ctx.base, routes.form), 303)
      const result = await redeemCode(c.var.ctx, challenge, contact, form.ok ? form.value.code : '', waiting)
      return finish(c, challenge, result, (error) => showCode(c, challenge, error))
    },

    async again(c) {
      const { ctx } = c.var
      const { challenge } = await keptBy(c, door)
      if (!challenge) return c.redirect(href(ctx.base, routes.form), 303)
      await ask(c, door, { email: challenge.email, next: challenge.next ?? undefined, key: challenge.linkKey ?? undefined })
      return c.redirect(href(ctx.base, routes.code), 303)
    },

    async link(c) {
      const { ctx } = c.var
      const { challenge } = await challengeOfLink(c, door)
      if (!isOpen(challenge, ctx.now)) return showSpent(c, challenge)
      const action = href(ctx.base, routes.confirm, { token: c.req.param('token') })
      const page = { title: doorWords[door].title }
      if (await startedHere(c, ctx.tenant, challenge))
        return show(c, <ConfirmPage maskedEmail={maskEmail(challenge.email)} action={action} />, page)
      return show(c, <ElsewherePage action={action} />, page)
    },

    async confirm(c) {
      const { ctx } = c.var
      const form = await parseForm(c, Code)
      const { challenge, contact, waiting } = await challengeOfLink(c, door)
      const isHere = await startedHere(c, ctx.tenant, challenge)
      // A Google account that waits is of whoever began: on another device nobody shows that the mailbox's owner is the same.
      const result = isHere
        ? await startSession(ctx, challenge, contact, waiting)
        : await redeemCode(ctx, challenge, contact, form.ok ? form.value.code : '')
      const action = href(ctx.base, routes.confirm, { token: c.req.param('token') })
      return finish(c, challenge, result, (error) =>
        show(c, <ElsewherePage action={action} form={error} />, { title: doorWords[door].title, status: 422 }),
      )
    },
  })
}

/** Starts a challenge from this browser, leaves its half of the proof there, and gives its id. */
export async function ask(
  c: C,
  door: Door,
  input: { email: string; next?: string | undefined; key?: string | undefined },
  isInvited = false,
): Promise<string> {
  const { ctx } = c.var
  const isKnown = await isKnownDevice(c, ctx.tenant, input.email)
  const standing = isKnown ? 'known' : isInvited ? 'invited' : 'new'
  const browser = { earlier: keptChallenge(c, ctx.tenant), standing } as const
  const challenge = await askForCode(ctx, door, { ...input, next: safeNext(input.next, ctx.base) }, browser)
  keepChallenge(c, ctx.tenant, challenge)
  return challenge.id
}

interface Asked {
  readonly form?: FormState | undefined
  readonly next?: string | undefined
  readonly key?: string | undefined
  readonly problem?: Problem | undefined
}

export function showAsk(c: C, door: Door, { form, next, key, problem }: Asked, status: 200 | 410 | 422 = form ? 422 : 200) {
  const { ctx } = c.var
  const action = href(ctx.base, routes.ask)
  const isCustomer = door === 'customer'
  const page = (
    <AskPage
      door={door}
      action={action}
      lede={ledeOf(door, key !== undefined, ctx.shop)}
      form={form}
      next={next}
      linkKey={key}
      problem={problem}
    >
      {isCustomer && <OtherWays ctx={ctx} next={next} linkKey={key} />}
    </AskPage>
  )
  return show(c, page, { title: doorWords[door].title, status, ...(isCustomer ? { scripts: ['passkey'] } : {}) })
}

/** Never that there is no password, where the shop lets customers have one. */
function ledeOf(door: Door, isPrivate: boolean, { arePasswordsOn }: Pick<Profile, 'arePasswordsOn'>): string {
  const { lede, privateLede } = doorWords[door]
  if (isPrivate) return privateLede
  return door === 'customer' && arePasswordsOn ? doorWords.customer.passwordsLede : lede
}

async function keptBy(c: C, door: Door) {
  const { ctx } = c.var
  const kept = keptChallenge(c, ctx.tenant)
  if (!kept) return nobody
  const found = await findChallenge(ctx, kept.id)
  const isOurs = found.challenge?.audience === door && (await startedHere(c, ctx.tenant, found.challenge))
  return isOurs ? found : nobody
}
const nobody = { challenge: undefined, contact: undefined, waiting: undefined }

async function challengeOfLink(c: Context<Envs['anyone'], '/sign-in/link/:token'>, door: Door) {
  const { ctx } = c.var
  const token = readToken(c.req.param('token'))
  const id = `chl_${token?.row ?? ''}`
  if (token?.purpose !== 'sgn' || token.shopKey !== ctx.tenant.key || !isId('chl', id)) throw notFound('link')
  const found = await findChallenge(ctx, id)
  const { challenge } = found
  if (challenge?.audience !== door || !(await isGenuine(ctx.tenant.keys, token, challenge.generation))) throw notFound('link')
  return { ...found, challenge }
}

async function finish(c: C, challenge: Challenge, result: Redeemed, wrong: (error: FormState) => Response | Promise<Response>) {
  const { ctx } = c.var
  if (result.ok) {
    await keepSession(c, ctx.tenant, ctx.host, result.claims, challenge.email, ctx.now)
    const next = safeNext(challenge.next ?? undefined, ctx.base)
    return c.redirect(arrivalOf(ctx.base, next, result.isOneOfMany), 303)
  }
  if (result.reason === 'wrong') return wrong(fieldError({}, 'code', words.wrong))
  if (result.reason === 'spent') return showSpent(c, challenge)
  const page = (
    <SentencePage title={words.noAccessHeading} text={words.noAccess} href={href(ctx.base, routes.form)} label={words.another} />
  )
  return show(c, page, { title: words.noAccessHeading, status: 403 })
}

function showCode(c: C, challenge: Challenge, form?: FormState) {
  const { base } = c.var.ctx
  const actions = { redeem: href(base, routes.redeem), again: href(base, routes.again), form: href(base, routes.form) }
  const page = <CodePage email={challenge.email} actions={actions} form={form} isStaff={challenge.audience === 'staff'} />
  return show(c, page, { title: words.checkHeading, scripts: ['resend'], status: form ? 422 : 200 })
}

/** A link that was pressed before shows no address: whoever holds it may not be its owner. The browser that began knows it anyway. */
async function showSpent(c: C, challenge: Challenge) {
  const { ctx } = c.var
  const isHere = await startedHere(c, ctx.tenant, challenge)
  const action = isHere ? href(ctx.base, routes.ask) : href(ctx.base, routes.form)
  return show(c, <SpentPage action={action} email={isHere ? challenge.email : undefined} />, {
    title: words.spentHeading,
    status: 410,
  })
}
