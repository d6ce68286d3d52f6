import type { ErrorHandler, NotFoundHandler } from 'hono'
import { FilesUnavailable, ImageUnreadable } from '#adapters/files.ts'
import { PaymentsRefused, PaymentsUnavailable } from '#adapters/stripe.ts'
import type { AppEnv } from '#context.ts'
import { DatabaseDown } from '#database/batch.ts'
import { Refused } from '#database/write.ts'
import { AppError, conflict, invalid, signedOut, statusOf, unavailable } from '#errors.ts'
import { visitorContext } from '#identity/visitor-context.ts'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorPage } from '#ui/error-page.tsx'
import { occasionOf } from './guards.ts'
import { type Page, showDoor } from './pages.tsx'
import { report } from './report.ts'
import { nothingHere } from './tenant.ts'

/** The one place where refusals and failures become pages. */
export const failures: ErrorHandler<AppEnv> = async (error, c) => {
  const refusal = refusalOf(error)
  if (!refusal) report(error, c.var.requestId, c.var.tenant?.key)
  if (c.req.path.startsWith('/webhooks/'))
    return c.json({ error: refusal?.message ?? 'failed' }, refusal ? statusOf[refusal.code] : 500)
  if (refusal?.code === 'signed_out') return c.redirect(signInAddress(c.var.base, c.req.method, c.req.url), 303)
  if (refusal?.code === 'unavailable') c.header('retry-after', '30')
  if (refusal?.code === 'gone' && c.var.base === '/view') return showStaleLink(c, refusal)
  const page: Page = { title: refusal?.title ?? 'Something went wrong', status: refusal ? statusOf[refusal.code] : 500 }
  const content = (
    <ErrorPage
      title={page.title}
      text={refusal?.message ?? 'We have noted it. Try again in a moment; if it stays, tell us the reference below.'}
      reference={refusal ? undefined : c.var.requestId}
      action={actionOf(c.var.base, refusal)}
    />
  )
  return showDoor(c, content, page, await brandedContext(c))
}

export const missing: NotFoundHandler<AppEnv> = (c) => failures(nothingHere(), c)

/** An old item link: a fresh one is one press away. */
async function showStaleLink(c: Parameters<typeof failures>[1], refusal: AppError) {
  const content = (
    <>
      <h1>{refusal.title}</h1>
      <p class="quiet">{refusal.message}</p>
      <form method="post" action={`${c.req.path}/fresh`}>
        <CommandField />
        <SubmitButton primary>Email me a fresh link</SubmitButton>
      </form>
    </>
  )
  return showDoor(c, content, { title: refusal.title, status: 410 }, await brandedContext(c))
}

/** Failures of the outside world in our terms; undefined for a bug. */
function refusalOf(error: Error): AppError | undefined {
  if (error instanceof AppError) return error
  if (error instanceof Refused)
    return error.reason === 'signed out' ? signedOut() : error.reason === 'stale' ? conflict() : conflict(error.reason)
  if (error instanceof DatabaseDown)
    return unavailable('We cannot reach our records right now. Nothing was lost: try again in a minute.', error)
  if (error instanceof PaymentsUnavailable)
    return unavailable('The payment service gives no answer. Nothing was charged: try again in a minute.', error)
  if (error instanceof PaymentsRefused)
    return unavailable('The payment service refused. Nothing was charged: call the shop.', error)
  if (error instanceof FilesUnavailable)
    return unavailable('Files cannot be stored or fetched right now. Try again in a minute.', error)
  if (error instanceof ImageUnreadable) return invalid('This picture could not be read. Save it again as PNG, JPEG or WebP.')
  return undefined
}

function signInAddress(base: string | undefined, method: string, url: string): string {
  const { pathname, search } = new URL(url)
  const home = (base ?? '').replace(/\/preview\/[^/]+$/, '')
  const next = method === 'GET' && pathname !== home ? `?next=${encodeURIComponent(pathname + search)}` : ''
  return `${home}/sign-in${next}`
}

function actionOf(base: string | undefined, refusal: AppError | undefined) {
  if (!base || base === '/view' || refusal?.code === 'too_many') return undefined
  return { href: base, label: 'Go to the start page' }
}

/** The shop's face for the error page, if its database still answers. */
async function brandedContext(c: Parameters<typeof failures>[1]) {
  const { ctx, tenant } = c.var
  if (ctx && hasShop(ctx)) return ctx
  if (!tenant || !c.var.base) return undefined
  const visitor = visitorContext(await occasionOf(c).catch(() => bare(c)))
  try {
    await visitor.read([])
    return visitor
  } catch {
    // Its database is what failed: the page goes out without the shop's name rather than not at all.
    return undefined
  }
}

function bare(c: Parameters<typeof failures>[1]) {
  const { tenant, deps, requestId, base, host } = c.var
  return { tenant, deps, requestId, base, host, now: deps.now(), network: '', device: '', command: undefined }
}

function hasShop(ctx: AppEnv['Variables']['ctx']): boolean {
  try {
    return Boolean(ctx.shop)
  } catch {
    // Nothing was read before it failed.
    return false
  }
}
