import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { hasVehicles } from '#features/assets/rules.ts'
import { colorsForCustomer, logosForCustomer } from '#features/branding/queries.ts'
import { isStale } from '#features/customers/stale.ts'
import { viewOf } from '#features/jobs/view.ts'
import { changesSince, type FormState, readFields, wrongInFiles } from '#lib/form.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { beginDraft, discardDraft, keepDraft, requestIdOf, sendDraft } from './draft-actions.ts'
import { type DraftFile, draftFilesForCustomer, filesIn } from './draft-files.ts'
import {
  checkDraft,
  contentOf,
  type Demands,
  type DraftContent,
  labelsOf,
  type Step,
  stepOf,
  steps,
  tickedAssets,
  typedIn,
  wrongIn,
} from './form.ts'
import {
  advisorForCustomer,
  type Draft,
  draftForCustomer,
  jobAgainForCustomer,
  type OwnAsset,
  ownAssetsForCustomer,
  writerForCustomer,
} from './queries.ts'
import { type RequestKind, requestKinds, requestSettings } from './rules.ts'
import { type KeptBrand, OnFile } from './views-step-brand.tsx'
import { Files } from './views-step-files.tsx'
import { StepPage } from './views-steps.tsx'
import { requestWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.drafts
const list = (c: C) => href(c.var.ctx.base, paths.portal.requests.list)
const kindOf = (text: unknown): RequestKind | undefined => requestKinds.find((kind) => kind === text)

/** A request while it is written: three steps, each kept as it is left. */
export const portalDrafts = handle(routes, {
  async new(c) {
    const { ctx } = c.var
    const [assets, [job], [writer]] = await ctx.read([ownAssetsForCustomer, jobAgainForCustomer, writerForCustomer], {
      ...{ job: c.req.query('job') ?? '', id: '', ticked: JSON.stringify(c.req.queries('asset') ?? []) },
    })
    const usual = hasVehicles(ctx.shop.trade) && !job ? 'service' : 'quote'
    const kind = kindOf(c.req.query('kind')) ?? usual
    const pieces: Record<string, string> = job?.pieces ? { pieces: String(job.pieces) } : {}
    const content: DraftContent = {
      texts: { ...(job ? { what: job.title } : {}), ...pieces, phone: writer?.phone ?? '' },
      assets: (c.req.queries('asset') ?? []).filter((id) => assets.some((asset) => asset.id === id)),
      files: [],
      ...(job ? { fromJobId: job.id, fromTitle: job.title } : {}),
    }
    return showStep(c, { step: 'what', kind, content, assets })
  },

  async begin(c) {
    const { ctx } = c.var
    const raw = await readFields(c)
    const asked = typeof raw['job'] === 'string' ? raw['job'] : ''
    const [assets, [job], [writer]] = await ctx.read([ownAssetsForCustomer, jobAgainForCustomer, writerForCustomer], {
      ...{ job: asked, id: '', ticked: JSON.stringify(tickedAssets(raw)) },
    })
    const kind = kindOf(raw['kind']) ?? 'quote'
    const texts = typedIn('what', raw)
    const content: DraftContent = {
      texts: { phone: writer?.phone ?? '', ...texts },
      assets: tickedAssets(raw).filter((id) => assets.some((asset) => asset.id === id)),
      files: [],
      ...(job ? { fromJobId: job.id, fromTitle: job.title } : {}),
    }
    const errors = wrongIn('what', texts, demandsOf(c, { kind, content }))
    const again = (form: FormState) => showStep(c, { step: 'what', kind, content, assets, form })
    if (Object.keys(errors).length > 0) return again({ errors, values: texts })
    const begin = async () => toStep(c, await beginDraft(ctx, kind, content), 'details')
    return unlessSentBefore(c, begin, again)
  },

  async show(c) {
    const { draft, ...found } = await open(c)
    if (!draft) return toSent(c)
    return showStep(c, { ...shownOf(draft), step: stepOf(c.req.query('step')), ...found })
  },

  async keep(c) {
    const raw = await readFields(c)
    const step = stepOf(textOf(raw['step']))
    const isBack = raw['go'] === 'back'
    const { draft, ...found } = await open(c, raw)
    if (!draft) return toSent(c)
    const content = merged(draft, step, raw, found.assets)
    const demands = demandsOf(c, { kind: draft.kind, content })
    const errors = isBack ? {} : { ...wrongIn(step, content.texts, demands), ...wrongWithFiles(c, raw) }
    const values = typedIn(step, raw)
    if (Object.keys(errors).length > 0)
      return showStep(c, { ...shownOf(draft), content, step, ...found, form: { errors, values }, version: versionIn(raw) })
    try {
      await keepDraft(c.var.ctx, draft, content, versionIn(raw))
    } catch (error) {
      if (!isStale(error)) throw error
      return showOvertaken(c, { draft, content, step, ...found, values })
    }
    return toStep(c, draft.id, steps[steps.indexOf(step) + (isBack ? -1 : 1)] ?? step)
  },

  async send(c) {
    const { ctx } = c.var
    const raw = await readFields(c)
    const { draft, advisor, ...found } = await open(c)
    if (!draft) return toSent(c)
    const content = merged(draft, 'contact', raw, found.assets)
    const checked = checkDraft(content, demandsOf(c, { kind: draft.kind, content }))
    const values = typedIn('contact', raw)
    if ('wrong' in checked) {
      const form = { errors: checked.errors, values: checked.wrong === 'contact' ? values : content.texts }
      return showStep(c, { ...shownOf(draft), content, step: checked.wrong, ...found, form })
    }
    try {
      await sendDraft(ctx, { draft, input: checked, content, version: versionIn(raw), advisor })
    } catch (error) {
      if (!isStale(error)) throw error
      return showOvertaken(c, { draft, content, step: 'contact', ...found, values })
    }
    return toSent(c)
  },

  async discard(c) {
    await discardDraft(c.var.ctx, c.req.param('id'))
    return c.redirect(list(c), 303)
  },
})

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
const versionIn = (raw: Readonly<Record<string, unknown>>) => Number(/^\d{1,9}$/.exec(textOf(raw['version']) ?? '')?.[0] ?? 0)

async function open(c: C, raw: Readonly<Record<string, unknown>> = {}) {
  const id = c.req.param('id') ?? ''
  const queries = [
    ...([draftForCustomer, ownAssetsForCustomer, advisorForCustomer, draftFilesForCustomer] as const),
    ...([logosForCustomer, colorsForCustomer] as const),
  ] as const
  const named = { ticked: JSON.stringify(tickedAssets(raw)), uploads: JSON.stringify(filesIn(raw).ids) }
  const [[draft], assets, [advisor], files, logos, colors] = await c.var.ctx.read(queries, { id, ...named })
  if (!draft && !/^rqd_[0-9a-f]{32}$/.test(id)) throw notFound('Request')
  return { draft, assets, advisor, files, brand: { logos, colors } }
}

/** Files that came inside of the form and could not be kept, or that are too many. */
function wrongWithFiles(c: C, raw: Readonly<Record<string, unknown>>): FormState['errors'] {
  const { wrong } = filesIn(raw)
  return { ...(wrong === undefined ? {} : { file: wrong }), ...wrongInFiles(c) }
}

/** What is kept, with what one step says now. */
function merged(draft: Draft, step: Step, raw: Readonly<Record<string, unknown>>, owned: readonly OwnAsset[]): DraftContent {
  const kept = contentOf(draft.content)
  const ticked = tickedAssets(raw).filter((id) => owned.some((asset) => asset.id === id))
  const assets = step === 'what' ? ticked : kept.assets.filter((id) => owned.some((asset) => asset.id === id))
  const files = step === 'details' ? filesIn(raw).ids : kept.files
  return { ...kept, texts: { ...kept.texts, ...typedIn(step, raw) }, assets, files }
}

function demandsOf(c: C, { kind, content }: { kind: RequestKind; content: DraftContent }): Demands {
  const { shop, now } = c.var.ctx
  const today = dayOf(now, shop.timeZone)
  return { kind, settings: requestSettings(shop), isStranger: false, isAgain: content.fromJobId !== undefined, today }
}

interface Shown {
  readonly kind: RequestKind
  readonly step: Step
  readonly content: DraftContent
  readonly assets: readonly OwnAsset[]
  readonly files?: readonly DraftFile[] | undefined
  readonly brand?: KeptBrand | undefined
  readonly draft?: Draft
  readonly version?: number
  readonly form?: FormState
  readonly changes?: ReturnType<typeof changesSince>
}
const shownOf = (draft: Draft) => ({ kind: draft.kind, content: contentOf(draft.content), draft, version: draft.version })

function showStep(c: C, { step, kind, content, assets, files = [], brand, draft, version, form, changes }: Shown) {
  const { ctx } = c.var
  const { viewer, base } = ctx
  const id = draft?.id ?? ''
  const page = (
    <StepPage
      {...{ step, kind, content, assets, form, changes, version }}
      required={requestSettings(ctx.shop).required}
      files={<Files {...{ base, form }} known={files} ticked={content.files} />}
      brand={brand && <OnFile base={base} brand={brand} />}
      writer={{ name: viewer.contactName, email: viewer.email, customerName: viewer.customerName }}
      kept={draft && viewOf(ctx).when(draft.savedAt)}
      links={{
        back: { href: list(c), label: words.list.title },
        keep: draft ? href(base, routes.keep, { id }) : href(base, routes.begin),
        send: href(base, routes.send, { id }),
        step: (one) => stepHref(c, id, one),
      }}
    />
  )
  const status = changes ? 409 : form ? 422 : 200
  return show(c, page, {
    title: content.fromTitle ? words.again : words.kinds[kind],
    at: 'requests',
    isSlim: true,
    status,
    scripts: step === 'details' ? ['files'] : [],
  })
}

/** Another tab kept something since this one was opened: what was typed here stands, beside what is kept. */
function showOvertaken(
  c: C,
  {
    draft,
    content,
    step,
    assets,
    files,
    brand,
    values,
  }: Pick<Shown, 'content' | 'step' | 'assets' | 'files' | 'brand'> & { draft: Draft; values: FormState['values'] },
) {
  const known = Object.fromEntries(Object.entries(labelsOf(step, draft.kind)).filter(([name]) => name in values))
  const changes = changesSince(values, { ...contentOf(draft.content).texts }, known)
  return showStep(c, { ...shownOf(draft), content, step, assets, files, brand, form: { errors: {}, values }, changes })
}
const stepHref = (c: C, id: string, step: Step) => `${href(c.var.ctx.base, routes.show, { id })}?step=${step}`
const toStep = (c: C, id: string, step: Step) => c.redirect(stepHref(c, id, step), 303)
/** Where a draft is gone, it was sent: what became of it has its id. */
const toSent = (c: C) =>
  c.redirect(`${href(c.var.ctx.base, paths.portal.requests.show, { id: requestIdOf(c.req.param('id') ?? '') })}?did=sent`, 303)
