import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { hasVehicles } from '#features/assets/rules.ts'
import { isStale } from '#features/customers/stale.ts'
import { viewOf } from '#features/jobs/view.ts'
import { shownName } from '#features/settings/rules.ts'
import { Email } from '#lib/fields.ts'
import { changesSince, type FormState, fieldError, parseForm, readFields, wrongInFiles } from '#lib/form.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { isOfBrowser, keepDraftCookie, keptDraft } from './cookies.ts'
import { requestIdOf } from './draft-actions.ts'
import { filesIn } from './draft-files.ts'
import {
  checkDraft,
  contentOf,
  type Demands,
  type DraftContent,
  emptyDraft,
  type Step,
  stepOf,
  steps,
  typedIn,
  wrongIn,
} from './form.ts'
import { type RequestKind, requestKinds, requestSettings } from './rules.ts'
import { askCode, beginStranger, keepStranger, proveStranger, type StrangerDraft, strangerDraft } from './stranger-actions.ts'
import { addStrangerFiles, namesOfRequest, receiveStranger } from './stranger-files.ts'
import { StepPage } from './views-steps.tsx'
import { CheckPage, NoRequestsPage, SentPage } from './views-stranger.tsx'
import { requestWords as words } from './words.ts'

type C = Context<Envs['anyone']>
const routes = paths.portal.strangers
const Code = v.object({ code: v.pipe(v.string(), v.maxLength(40)) })

/** A request of somebody the shop does not know: heard once they proved their mailbox. */
export const strangerRequests = handle(routes, {
  async show(c) {
    const draft = await open(c)
    if (isClosed(c)) return showClosed(c)
    const step = draft ? stepOf(c.req.query('step')) : 'what'
    return showStep(c, { draft, step, kind: kindOf(c, draft, c.req.query('kind')), content: contentIn(draft) })
  },

  async keep(c) {
    const { ctx } = c.var
    const raw = await readFields(c)
    const draft = await open(c)
    if (isClosed(c)) return showClosed(c)
    const step = draft ? stepOf(textOf(raw['step'])) : 'what'
    const kind = kindOf(c, draft, raw['kind'])
    const kept = contentIn(draft)
    const values = typedIn(step, raw)
    const content: DraftContent = { ...kept, texts: { ...kept.texts, ...values } }
    const isBack = raw['go'] === 'back'
    const errors = isBack ? {} : wrongWith(c, step, kind, content)
    if (Object.keys(errors).length > 0) return showStep(c, { draft, step, kind, content, form: { errors, values } })
    if (!draft) {
      keepDraftCookie(c, ctx.tenant, await beginStranger(ctx, kind, content))
      return toStep(c, 'details')
    }
    const version = Number(/^\d{1,9}$/.exec(textOf(raw['version']) ?? '')?.[0] ?? 0)
    try {
      if (step !== 'contact' || isBack) {
        await keepStranger(ctx, draft, content, version)
        return toStep(c, steps[steps.indexOf(step) + (isBack ? -1 : 1)] ?? step)
      }
      const whole = checkDraft(content, demandsOf(c, kind))
      if ('wrong' in whole)
        return showStep(c, { draft, step: whole.wrong, kind, content, form: { errors: whole.errors, values: content.texts } })
      await askCode(ctx, draft, content, v.parse(Email, values['email']), version)
      return c.redirect(href(ctx.base, routes.code), 303)
    } catch (error) {
      if (!isStale(error)) throw error
      const labels = Object.fromEntries(Object.keys(values).map((name) => [name, labelOf(name, kind)]))
      const changes = changesSince(values, { ...kept.texts }, labels)
      return showStep(c, { draft, step, kind, content, form: { errors: {}, values }, changes })
    }
  },

  async code(c) {
    const draft = await open(c)
    if (isClosed(c)) return showClosed(c)
    return draft?.email ? showCode(c, draft.email) : c.redirect(href(c.var.ctx.base, routes.show), 303)
  },

  async prove(c) {
    const { ctx } = c.var
    const form = await parseForm(c, Code)
    const draft = await open(c, { isSentToo: true })
    if (isClosed(c)) return showClosed(c)
    if (!draft?.email) return c.redirect(href(ctx.base, routes.show), 303)
    if (draft.sentAt !== null) return c.redirect(href(ctx.base, routes.sent), 303)
    const whole = checkDraft(contentIn(draft), demandsOf(c, draft.kind))
    if ('wrong' in whole) return toStep(c, whole.wrong)
    const outcome = await proveStranger(ctx, draft, whole, form.ok ? form.value.code : '')
    if (outcome === 'sent') return c.redirect(href(ctx.base, routes.sent), 303)
    return showCode(c, draft.email, fieldError({}, 'code', words.open[outcome]))
  },

  async again(c) {
    const { ctx } = c.var
    const draft = await open(c)
    if (isClosed(c)) return showClosed(c)
    if (!draft?.email) return c.redirect(href(ctx.base, routes.show), 303)
    await askCode(ctx, draft, contentIn(draft), draft.email, draft.version)
    return c.redirect(href(ctx.base, routes.code), 303)
  },

  async sent(c) {
    const draft = await open(c, { isSentToo: true })
    if (!draft?.email || draft.sentAt === null) return c.redirect(href(c.var.ctx.base, routes.show), 303)
    return showSent(c, draft.id, draft.email)
  },

  async addFiles(c) {
    const { ctx } = c.var
    const draft = await open(c, { isSentToo: true })
    const prove = async () => {
      if (isClosed(c) || !draft?.email || draft.sentAt === null) throw notFound('Request')
      return requestIdOf(draft.id)
    }
    const request = await receiveStranger(c, ctx, prove)
    const { ids, wrong = ids.length === 0 ? words.open.files.none : undefined } = filesIn(await readFields(c))
    const errors = { ...(wrong === undefined ? {} : { file: wrong }), ...wrongInFiles(c) }
    if (ids.length > 0) await addStrangerFiles(ctx, request, ids)
    if (Object.keys(errors).length > 0) return showSent(c, draft?.id ?? '', draft?.email ?? '', { errors, values: {} })
    return c.redirect(href(ctx.base, routes.sent), 303)
  },
})

/** The draft this browser writes; a sent one only where it is asked for. Reads the shop in any case. */
async function open(c: C, { isSentToo = false } = {}): Promise<StrangerDraft | undefined> {
  const { ctx } = c.var
  const kept = keptDraft(c, ctx.tenant)
  const [[draft]] = await ctx.read([strangerDraft], { id: kept?.id ?? '' })
  const isOurs = draft && kept && (isSentToo || draft.sentAt === null) && (await isOfBrowser(draft, kept.secret))
  return isOurs ? draft : undefined
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
const contentIn = (draft: StrangerDraft | undefined) => (draft ? contentOf(draft.content) : emptyDraft)
const isClosed = (c: C) => !requestSettings(c.var.ctx.shop).isPublic

function kindOf(c: C, draft: StrangerDraft | undefined, asked: unknown): RequestKind {
  const usual = hasVehicles(c.var.ctx.shop.trade) ? 'service' : 'quote'
  return draft?.kind ?? requestKinds.find((kind) => kind === asked) ?? usual
}

function demandsOf(c: C, kind: RequestKind): Demands {
  const { shop, now } = c.var.ctx
  return { kind, settings: requestSettings(shop), isStranger: true, isAgain: false, today: dayOf(now, shop.timeZone) }
}

function wrongWith(c: C, step: Step, kind: RequestKind, { texts }: DraftContent): FormState['errors'] {
  const email = step === 'contact' ? v.safeParse(Email, texts['email'] ?? '') : undefined
  return {
    ...wrongIn(step, texts, demandsOf(c, kind)),
    ...(email?.issues ? { email: email.issues[0].message } : {}),
  }
}

function labelOf(name: string, kind: RequestKind): string {
  const labels: Readonly<Record<string, string>> = {
    ...words.field,
    what: words.what[kind],
    name: words.name,
    email: words.email,
  }
  return labels[name] ?? words.stepNames.details
}

interface Shown {
  readonly draft: StrangerDraft | undefined
  readonly step: Step
  readonly kind: RequestKind
  readonly content: DraftContent
  readonly form?: FormState
  readonly changes?: ReturnType<typeof changesSince>
}

function showStep(c: C, { draft, ...shown }: Shown) {
  const { ctx } = c.var
  const keep = href(ctx.base, routes.keep)
  const page = (
    <StepPage
      {...shown}
      required={requestSettings(ctx.shop).required}
      assets={[]}
      version={draft?.version}
      kept={draft && viewOf(ctx).when(Number(draft.content['savedAt'] ?? draft.createdAt))}
      sendLabel={words.open.code}
      links={{ back: undefined, keep, send: keep, step: (step) => stepHref(c, step) }}
    />
  )
  const known = href(ctx.base, paths.portal.drafts.new)
  const foot = (
    <>
      {words.open.known} <a href={known}>{words.open.signIn}</a>
    </>
  )
  const status = shown.changes ? 409 : shown.form ? 422 : 200
  return show(c, page, { title: words.kinds[shown.kind], foot, status })
}

function showCode(c: C, email: string, form?: FormState) {
  const { base } = c.var.ctx
  const actions = { prove: href(base, routes.prove), again: href(base, routes.again), change: stepHref(c, 'contact') }
  const page = <CheckPage email={email} actions={actions} form={form} />
  return show(c, page, { title: words.open.checkHeading, scripts: ['resend'], status: form ? 422 : 200 })
}

/** It reached the shop; what can be shown of it can still be added from this browser. */
async function showSent(c: C, draft: string, email: string, form?: FormState) {
  const { ctx } = c.var
  const [added] = await ctx.read([namesOfRequest], { request: requestIdOf(draft) })
  const links = { another: href(ctx.base, routes.show), addFiles: href(ctx.base, routes.addFiles) }
  const page = <SentPage {...{ email, links, form }} added={added.map(({ name }) => name)} />
  return show(c, page, { title: words.open.sentHeading, status: form ? 422 : 200 })
}

function showClosed(c: C) {
  const { base, shop } = c.var.ctx
  const page = <NoRequestsPage shopName={shownName(shop)} signIn={href(base, paths.portal.drafts.new)} />
  return show(c, page, { title: words.open.off, status: 404 })
}

const stepHref = (c: C, step: Step) => `${href(c.var.ctx.base, routes.show)}?step=${step}`
const toStep = (c: C, step: Step) => c.redirect(stepHref(c, step), 303)
