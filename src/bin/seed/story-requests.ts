import type { CustomerCtx, StaffCtx } from '#context.ts'
import { allStatuses } from '#features/jobs/queries.ts'
import { acceptAsEstimate, acceptAsJob } from '#features/requests/accept-actions.ts'
import { closeRequest, replyAbout, respond } from '#features/requests/actions.ts'
import { beginDraft, sendDraft } from '#features/requests/draft-actions.ts'
import { checkDraft, contentOf, type DraftContent, type RequestInput } from '#features/requests/form.ts'
import { advisorForCustomer, draftForCustomer, requestForCustomer } from '#features/requests/queries.ts'
import { defaultRequests, printedThings, type RequestKind } from '#features/requests/rules.ts'
import { assetsOfRequest, filesOfRequest, requestById } from '#features/requests/staff-queries.ts'
import { askCode, beginStranger, proveStranger, strangerDraft } from '#features/requests/stranger-actions.ts'
import { codeFor } from '#lib/token.ts'
import type { RequestScript, SaidScript, StrangerScript } from './script-talk.ts'
import { jobKey, known, type Stage, type Step } from './stage.ts'
import { thingKey } from './story-things.ts'

const requestKey = (customer: string, what: string) => `${customer} asks for ${what}`

/** A request from its first words to where it stands. */
export function requestSteps(stage: Stage, request: RequestScript): Step[] {
  const { team, calendar } = stage
  const { customer, by, what, day, said = [], closed } = request
  const id = () => known(stage, requestKey(customer, what))
  const at = calendar.at(day, 0)
  const ask: Step = { at, run: () => team.visit(by, at, (ctx) => write(stage, ctx, request)) }
  const talk = said.map((one, i): Step => {
    const when = calendar.at(one[1], 2 + i)
    return { at: when, run: () => say(stage, id(), one, when) }
  })
  if (!closed) return [ask, ...talk]
  const end = calendar.at(closed.day, 9)
  const close = async () => {
    const ctx = team.at(closed.by, end)
    const found = await opened(ctx, id())
    await closeRequest(ctx, found.request, closed.reason, found.version)
  }
  return [ask, ...talk, { at: end, run: close }]
}

async function write(stage: Stage, ctx: CustomerCtx, request: RequestScript): Promise<void> {
  const { customer, kind = 'quote', what, again, isDraft } = request
  const content = contentFrom(stage, request)
  const id = await beginDraft(ctx, kind, content)
  if (isDraft) return
  const [[draft], [advisor]] = await ctx.read([draftForCustomer, advisorForCustomer], { id })
  if (!draft) throw new Error(`${what} was not kept`)
  const input = inputOf(stage, contentOf(draft.content), { kind, isStranger: false, isAgain: again !== undefined })
  stage.ids.set(requestKey(customer, what), await sendDraft(ctx, { draft, input, content, version: draft.version, advisor }))
}

type Told = Omit<RequestScript, 'by' | 'customer'> | StrangerScript

function textsOf({ calendar }: Stage, { what, pieces, sizes = '', notes = '', phone = '', wanted }: Told) {
  const wantedOn = wanted === undefined ? '' : calendar.on(wanted)
  return { what, pieces: String(pieces ?? ''), sizes, notes, phone, wantedOn }
}

function contentFrom(stage: Stage, request: RequestScript): DraftContent {
  const { customer, things = [], again } = request
  const printed = again ? printedThings.map((thing) => [`printed-${thing}`, again[thing] ?? 'none']) : []
  return {
    texts: { ...textsOf(stage, request), ...Object.fromEntries(printed), news: again?.news ?? '' },
    assets: things.map((name) => known(stage, thingKey(customer, name))),
    files: [],
    ...(again ? { fromJobId: known(stage, jobKey(stage, again.job)), fromTitle: again.job } : {}),
  }
}

interface Kind {
  readonly kind: RequestKind
  readonly isStranger: boolean
  readonly isAgain: boolean
}

function inputOf({ calendar }: Stage, content: DraftContent, kind: Kind): RequestInput {
  // Against its own day: what was wanted then may be over.
  const checked = checkDraft(content, { ...kind, settings: defaultRequests, today: calendar.on(-500) })
  if ('wrong' in checked) throw new Error(Object.values(checked.errors).join(', '))
  return checked
}

async function say({ team }: Stage, id: string, [by, , body]: SaidScript, at: number): Promise<void> {
  if (by.includes('@')) return team.visit(by, at, (ctx) => reply(ctx, id, body))
  const ctx = team.at(by, at)
  await respond(ctx, (await opened(ctx, id)).request, { body, file: [] })
}

async function reply(ctx: CustomerCtx, id: string, body: string): Promise<void> {
  const [[request]] = await ctx.read([requestForCustomer], { id })
  if (request) await replyAbout(ctx, request, { body, file: [] })
}

async function opened(ctx: StaffCtx, id: string) {
  const [[request], assets, files] = await ctx.read([requestById, assetsOfRequest, filesOfRequest], { id })
  if (!request) throw new Error(`The request ${id} is gone`)
  return { request, assets, files, version: request.version }
}

/** Makes the estimate that a customer's request became. */
export async function estimateFrom(stage: Stage, ctx: StaffCtx, customer: string, what: string): Promise<string> {
  return acceptAsEstimate(ctx, await opened(ctx, known(stage, requestKey(customer, what))))
}

/** Makes the job that a customer's request became. */
export async function jobFrom(stage: Stage, ctx: StaffCtx, customer: string, what: string): Promise<string> {
  const found = await opened(ctx, known(stage, requestKey(customer, what)))
  const [[first]] = await ctx.read([allStatuses])
  if (!first) throw new Error('There is no status')
  return acceptAsJob(ctx, found, first)
}

/** A stranger's request, the code of their mailbox typed. */
export function strangerSteps(stage: Stage, stranger: StrangerScript): Step {
  const { team, calendar } = stage
  const { kind = 'quote', name, company = '', email, day } = stranger
  const at = calendar.at(day, 4)
  const run = async () => {
    const ctx = team.stranger(at)
    await ctx.read([])
    const content: DraftContent = { texts: { ...textsOf(stage, stranger), name, company }, assets: [], files: [] }
    const { id } = await beginStranger(ctx, kind, content)
    const draft = async () => {
      const [[found]] = await ctx.read([strangerDraft], { id })
      if (!found) throw new Error(`${name}'s request is gone`)
      return found
    }
    const begun = await draft()
    await askCode(ctx, begun, content, email, begun.version)
    const asked = await draft()
    const input = inputOf(stage, content, { kind, isStranger: true, isAgain: false })
    const outcome = await proveStranger(ctx, asked, input, await codeFor(ctx.tenant.keys, id, asked.generation))
    if (outcome !== 'sent') throw new Error(`${name}'s code is ${outcome}`)
  }
  return { at, run }
}
