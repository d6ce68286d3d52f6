import type { Context, ErrorHandler, NotFoundHandler } from 'hono'
import { FilesUnavailable, ImageUnreadable } from '#adapters/files.ts'
import { PaymentsRefused, PaymentsUnavailable } from '#adapters/stripe.ts'
import type { AppEnv } from '#context.ts'
import { DatabaseDown } from '#database/batch.ts'
import { Refused } from '#database/write.ts'
import { AppError, conflict, invalid, notFound, sentBefore, signedOut, statusOf, unavailable, unproven } from '#errors.ts'
import { findElsewhere } from '#identity/accounts/elsewhere.ts'
import { customerMeant } from '#identity/accounts/meant.ts'
import { ChangeOverPage } from '#identity/accounts/views.tsx'
import { accountWords } from '#identity/accounts/words.ts'
import { lateParts } from '#late.ts'
import { UnreadableForm } from '#lib/form.ts'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorPage } from '#ui/error-page.tsx'
import { type Reader, readerOf } from './failure-context.ts'
import { pageBefore } from './page-before.ts'
import { type Page, show, showDoor } from './pages.tsx'
import { report } from './report.ts'
import { sendAgain } from './send-again.tsx'
import { nothingHere } from './tenant.ts'
import { middlewareWords as words } from './words.ts'

type C = Context<AppEnv>

/** The one place where refusals and failures become pages. */
export const failures: ErrorHandler<AppEnv> = async (error, c) => {
  const refusal = refusalOf(error)
  if (!refusal) report(error, c.var.requestId, c.var.tenant?.key)
  if (c.req.path.startsWith('/webhooks/'))
    return c.json({ error: refusal?.sentence ?? 'failed' }, refusal ? statusOf[refusal.code] : 500)
  if (c.req.method === 'PUT') {
    const problem = refusal?.sentence ?? words.failedShort
    return c.json({ problem }, refusal ? statusOf[refusal.code] : 500)
  }
  if (refusal?.code === 'signed_out') return c.redirect(signInAddress(c.var.base, c.req.method, c.req.url), 303)
  if (refusal?.code === 'unproven') return (await lateParts.stepUp()).stepUp(c)
  if (refusal?.code === 'unavailable') c.header('retry-after', '30')
  if (refusal?.code === 'gone' && c.var.base === '/view') return showStaleLink(c, refusal, error)
  // In whose language, is known once their frame is.
  const asked = c.var.ctx
  const reader = await readerOf(c, error)
  const changeOver = refusal?.code === 'not_found' && reader.isInside && reader.ctx === asked ? await offerChange(c, asked) : null
  if (changeOver) return changeOver
  const page: Page = { title: refusal?.title ?? words.failed, status: refusal ? statusOf[refusal.code] : 500 }
  const again = await sendAgain(c, error)
  const content = (
    <>
      <ErrorPage
        title={page.title}
        text={refusal?.sentence ?? words.failedText}
        reference={refusal ? undefined : c.var.requestId}
        action={again ? undefined : actionOf(c, refusal, reader)}
      />
      {again}
    </>
  )
  return reader.isInside ? show(c, content, page) : showDoor(c, content, page, reader.ctx)
}

/** A mail's button may lead to another customer of the same person: they are asked whether to change over. Nobody else sees a difference. */
async function offerChange(c: C, ctx: C['var']['ctx']) {
  if (c.req.method !== 'GET' || ctx.audience !== 'customer') return null
  const account = await findElsewhere(ctx, customerMeant((name) => c.req.query(name)) ?? c.req.path)
  if (!account) return null
  const { pathname, search } = new URL(c.req.url)
  const content = <ChangeOverPage base={ctx.base} account={account} stays={ctx.viewer.customerName} next={pathname + search} />
  return show(c, content, { title: accountWords.elsewhere.title, isDeciding: true, isSlim: true, status: 404 })
}

export const missing: NotFoundHandler<AppEnv> = (c) => failures(nothingHere(), c)

/** An old item link: a fresh one is one press away. */
async function showStaleLink(c: C, refusal: AppError, error: Error) {
  const { ctx } = await readerOf(c, error)
  const content = (
    <>
      <h1>{refusal.title}</h1>
      <p class="quiet">{refusal.sentence}</p>
      <form method="post" action={`${itemOf(c)}/fresh`}>
        <CommandField />
        <SubmitButton primary>{words.freshLink}</SubmitButton>
      </form>
    </>
  )
  return showDoor(c, content, { title: refusal.title, status: 410 }, ctx)
}

/** The address of the item whose mailed link this request came by: `/view/<what>/<token>`. */
const itemOf = (c: C) => c.req.path.split('/').slice(0, 4).join('/')

const refusals: Readonly<Record<string, () => AppError>> = {
  'signed out': signedOut,
  unproven,
  'link ended': () => notFound('link'),
  stale: () => conflict(),
  'other words': sentBefore,
}

/** Failures of the outside world in our terms; undefined for a bug. */
function refusalOf(error: Error): AppError | undefined {
  if (error instanceof AppError) return error
  if (error instanceof Refused) return refusals[error.reason]?.() ?? conflict(error.reason)
  if (error instanceof DatabaseDown) return unavailable(() => words.databaseDown, error)
  if (error instanceof PaymentsUnavailable) return unavailable(() => words.paymentsDown, error)
  if (error instanceof PaymentsRefused) return unavailable(() => words.paymentsRefused, error)
  if (error instanceof FilesUnavailable) return unavailable(() => words.filesDown, error)
  if (error instanceof UnreadableForm) return invalid(() => words.unreadableForm)
  if (error instanceof ImageUnreadable) return invalid(() => words.unreadableImage)
  return undefined
}

function signInAddress(base: string | undefined, method: string, url: string): string {
  const { pathname, search } = new URL(url)
  const home = (base ?? '').replace(/\/preview\/[^/]+$/, '')
  const next = method === 'GET' && pathname !== home ? `?next=${encodeURIComponent(pathname + search)}` : ''
  return `${home}/sign-in${next}`
}

/** What to do next: back to the page it came from, or to the start; nothing where that leads to this very page. */
function actionOf(c: C, refusal: AppError | undefined, { ctx, isInside }: Reader) {
  const { base } = c.var
  if (!base || refusal?.code === 'too_many') return undefined
  if (base === '/view') return refusal?.code === 'conflict' ? { href: itemOf(c), label: words.lookAgain } : undefined
  const isClosed = ctx && !isInside && ctx.audience !== 'staff' && !base.startsWith('/admin/') && !ctx.shop.isPortalOn
  if (isClosed) return undefined
  const from = refusal?.code === 'conflict' ? pageBefore(c.req.header('referer'), c.req.url, base) : undefined
  return from ? { href: from, label: words.lookAgain } : { href: base, label: words.toStart }
}
