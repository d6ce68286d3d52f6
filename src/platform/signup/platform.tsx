import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { keepSession } from '#identity/sign-in/cookies.ts'
import { fieldError, parseForm, textsOf } from '#lib/form.ts'
import { isGenuine, readToken } from '#lib/token.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { findTenantBySlug } from '#platform/tenants/queries.ts'
import { handle, href } from '#routes.ts'
import { askToSignUp, newBrowser, platformKeys, proveByCode, proveMailbox } from './actions.ts'
import { dropSignup, keepSignup, keptSignup, startedHere } from './cookies.ts'
import { occasionOf, zoneOf } from './occasion.ts'
import { openShop } from './open-shop.ts'
import { findSignup } from './queries.ts'
import { AskToSignUp, FindShop, isOpen, mayName, OpenShop, ProveMailbox, platformKey, type Signup } from './rules.ts'
import { NameShopPage, SignUpPage, TooLatePage, WelcomePage } from './views.tsx'
import { CodePage, ConfirmPage } from './views-code.tsx'

type C = Context<Envs['platform'], string>
const { signUp } = paths.platform
const wrongCode = 'That is not the code. Look again at the latest mail.'

/** The staff host's own pages: a welcome, the way to one's shop, and opening a new one. */
export const platformHandlers = handle(paths.platform, {
  welcome: (c) => show(c, <WelcomePage />, { title: 'Nameplate' }),

  async find(c) {
    const form = await parseForm(c, FindShop)
    if (!form.ok) return show(c, <WelcomePage form={form} />, { title: 'Nameplate', status: 422 })
    const { shop } = form.value
    if (await findTenantBySlug(c.var.deps, shop)) return c.redirect(`/admin/${shop}`, 303)
    return show(
      c,
      <WelcomePage form={fieldError({ shop }, 'shop', 'No shop has this address. Look into a mail we sent you.')} />,
      {
        title: 'Nameplate',
        status: 422,
      },
    )
  },

  signUp: {
    form: (c) => show(c, <SignUpPage />, { title: 'Start a shop' }),

    async ask(c) {
      const form = await parseForm(c, AskToSignUp)
      if (!form.ok) return show(c, <SignUpPage form={form} />, { title: 'Start a shop', status: 422 })
      keepSignup(c, await askToSignUp(await occasionOf(c), form.value.email))
      return c.redirect(href('', signUp.code), 303)
    },

    async code(c) {
      const signup = await ownSignup(c)
      if (!signup) return c.redirect(href('', signUp.form), 303)
      if (mayName(signup, c.var.deps.now())) return c.redirect(href('', signUp.shop), 303)
      const isSpent = !isOpen(signup, c.var.deps.now())
      return show(c, <CodePage email={signup.email} isSpent={isSpent} />, { title: 'Type your code', scripts: ['resend'] })
    },

    async redeem(c) {
      const signup = await ownSignup(c)
      if (!signup) return c.redirect(href('', signUp.form), 303)
      const form = await parseForm(c, ProveMailbox)
      const proved = form.ok ? await proveByCode(await occasionOf(c), signup, form.value.code) : wrong
      if (proved.ok) return c.redirect(href('', signUp.shop), 303)
      const isSpent = proved.reason === 'spent'
      return show(c, <CodePage email={signup.email} isSpent={isSpent} form={fieldError({}, 'code', wrongCode)} />, {
        title: 'Type your code',
        scripts: ['resend'],
        status: 422,
      })
    },

    async link(c) {
      const signup = await signupOfToken(c)
      if (!signup || !isOpen(signup, c.var.deps.now())) return show(c, <TooLatePage />, { title: 'Start again', status: 410 })
      return show(c, <ConfirmPage isHere={await startedHere(c, signup)} action={linkOf(c)} />, { title: 'Go on' })
    },

    async confirm(c) {
      const signup = await signupOfToken(c)
      if (!signup || !isOpen(signup, c.var.deps.now())) return show(c, <TooLatePage />, { title: 'Start again', status: 410 })
      const on = await occasionOf(c)
      if (await startedHere(c, signup)) {
        await proveMailbox(on, signup)
        return c.redirect(href('', signUp.shop), 303)
      }
      const form = await parseForm(c, ProveMailbox)
      const { secret, digest } = await newBrowser()
      const proved = form.ok ? await proveByCode(on, signup, form.value.code, digest) : wrong
      if (!proved.ok) {
        const form = fieldError({}, 'code', wrongCode)
        return show(c, <ConfirmPage isHere={false} action={linkOf(c)} form={form} />, { title: 'Go on', status: 422 })
      }
      keepSignup(c, { id: signup.id, secret })
      return c.redirect(href('', signUp.shop), 303)
    },

    async shop(c) {
      const signup = await ownSignup(c)
      if (!signup || !mayName(signup, c.var.deps.now())) return c.redirect(href('', signup ? signUp.code : signUp.form), 303)
      return show(c, <NameShopPage email={signup.email} timeZone={zoneOf(c)} />, { title: 'Name your shop' })
    },

    async open(c) {
      const signup = await ownSignup(c)
      if (!signup || !mayName(signup, c.var.deps.now())) return c.redirect(href('', signup ? signUp.code : signUp.form), 303)
      const form = await parseForm(c, OpenShop)
      if (!form.ok)
        return show(c, <NameShopPage email={signup.email} timeZone={zoneOf(c)} form={form} />, {
          title: 'Name your shop',
          status: 422,
        })
      const { deps, host } = c.var
      const opened = await openShop(await occasionOf(c), signup, form.value, host, form.value.timeZone ?? zoneOf(c))
      if (!opened.ok) {
        const taken = fieldError(textsOf(await c.req.parseBody()), 'slug', opened.message)
        return show(c, <NameShopPage email={signup.email} timeZone={zoneOf(c)} form={taken} isTaken />, {
          title: 'Name your shop',
          status: 422,
        })
      }
      await keepSession(c, opened.tenant, host, opened.claims, signup.email, deps.now())
      dropSignup(c)
      return c.redirect(`/admin/${opened.tenant.slug}`, 303)
    },
  },
})

const linkOf = (c: C) => href('', signUp.link, { token: c.req.param('token') ?? '' })
const wrong = { ok: false, reason: 'wrong' } as const

/** The sign-up this very browser started. */
async function ownSignup(c: C): Promise<Signup | undefined> {
  const id = keptSignup(c)
  const signup = id ? await findSignup(c.var.deps, id) : undefined
  return signup && (await startedHere(c, signup)) ? signup : undefined
}

/** The sign-up a mailed link names, if we made that link. */
async function signupOfToken(c: C): Promise<Signup | undefined> {
  const token = readToken(c.req.param('token') ?? '')
  if (token?.purpose !== 'signup' || token.shopKey !== platformKey) return undefined
  const signup = await findSignup(c.var.deps, `sgn_${token.row}`)
  return signup && (await isGenuine(platformKeys(c.var.deps), token, signup.generation)) ? signup : undefined
}
