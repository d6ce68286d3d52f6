import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { approvalSettings, needsOf } from '#features/approvals/rules.ts'
import { assetsToChoose } from '#features/assets/queries.ts'
import { type Vehicle, vehicleText } from '#features/assets/rules.ts'
import { customerOptions } from '#features/customers/queries.ts'
import { versionSeen } from '#features/customers/rules.ts'
import { type FormState, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'
import type { LineValues } from '#ui/lines-editor.tsx'
import { StaleNote } from '#ui/stale-note.tsx'
import { checkWork, workValues } from './lines.ts'
import { assetsOfJob, jobById, linesOfJob } from './page-queries.ts'
import { allStatuses } from './queries.ts'
import { jobSince } from './since.ts'
import { advisorsToChoose, ownerChosen } from './staff-queries.ts'
import { viewOf } from './view.ts'
import { JobForm } from './views-form.tsx'

type StaffContext = Context<Envs['staff']>
/** What came in and was refused, to be shown again. */
export interface Again {
  readonly form: FormState
  readonly typed: readonly LineValues[]
  /** Refused only because the job was changed meanwhile. */
  readonly isStale?: boolean
}

const everybody = { customersLike: '%' }
const choices = [customerOptions, ownerChosen, advisorsToChoose, assetsToChoose] as const

export async function showNew(c: StaffContext, owner: string, again?: Again) {
  const { ctx } = c.var
  const asset = again?.form.values['asset'] ?? c.req.query('asset') ?? ''
  const [customers, chosen, advisors, vehicles, statuses] = await ctx.read([...choices, allStatuses], {
    ...everybody,
    owner,
    advisor: '',
    asset,
  })
  const view = viewOf(ctx)
  const list = href(ctx.base, paths.staff.jobs.list)
  const title = `New ${view.vocabulary.one}`
  const content = (
    <>
      <Back href={list} label={view.vocabulary.Many} />
      <Head title={title} />
      <JobForm
        view={view}
        action={href(ctx.base, paths.staff.jobs.create)}
        cancel={list}
        button={`Start ${view.vocabulary.one}`}
        values={{
          customer: chosen[0]?.id ?? '',
          advisor: ctx.me.id,
          asset: vehicles.some(({ id }) => id === asset) ? asset : '',
          needs: approvalSettings(ctx.shop).needs,
          ...(statuses[0] ? { status: statuses[0].id } : {}),
        }}
        lines={again?.typed ?? []}
        customers={withChosen(customers, chosen)}
        statuses={statuses}
        advisors={advisors}
        vehicles={vehicles}
        form={again && shownAgain(again, ctx.shop.currency)}
      />
    </>
  )
  return show(c, content, { title, at: 'jobs', scripts: ['lines'], status: again ? 422 : 200 })
}

export async function showEdit(c: StaffContext, id: string, again?: Again) {
  const { ctx } = c.var
  const owner = again?.form.values['customer'] ?? ''
  const queries = [jobById, linesOfJob, assetsOfJob, ...choices] as const
  const [[job], lines, assets, customers, chosen, advisors, vehicles] = await ctx.read(queries, {
    id,
    ...everybody,
    owner,
    advisor: '',
    asset: again?.form.values['asset'] ?? '',
  })
  const view = viewOf(ctx)
  if (!job) throw notFound(view.vocabulary.One)
  const page = href(ctx.base, paths.staff.jobs.show, { id })
  const values = {
    ...job,
    ...{ customer: job.customerId, advisor: job.advisorId, asset: assets[0]?.id ?? '', needs: needsOf(job, ctx.shop) },
  }
  // The one it is done on stands among the choices however many there are.
  const others = assets
    .filter(({ id: known }) => !vehicles.some((one) => one.id === known))
    .map((asset) => ({ ...asset, ownerId: job.customerId, ownerName: job.customerName }))
  const owners = withChosen(customers, [...chosen, { id: job.customerId, name: job.customerName }])
  const known = job.advisorId && job.advisorName ? withChosen(advisors, [{ id: job.advisorId, name: job.advisorName }]) : advisors
  const kept = workValues(lines, ctx.shop.currency)
  const changes = again?.isStale
    ? jobSince(view, again, { values, lines: kept }, [...owners, ...known, ...vehicles.map(named), ...assets.map(named)])
    : undefined
  const content = (
    <>
      <Back href={page} label={job.title} />
      <Head title={`Edit ${view.vocabulary.one} ${job.number}`} detail="The status moves on its own page." />
      {changes && <StaleNote changes={changes} />}
      <JobForm
        view={view}
        action={href(ctx.base, paths.staff.jobs.update, { id })}
        cancel={page}
        button="Save"
        values={{ ...values, version: changes ? job.version : versionSeen(again?.form, job) }}
        lines={again?.typed ?? kept}
        customers={owners}
        advisors={known}
        vehicles={[...others, ...vehicles]}
        form={again && shownAgain(again, ctx.shop.currency)}
      />
    </>
  )
  return show(c, content, { title: job.title, at: 'jobs', scripts: ['lines'], status: changes ? 409 : again ? 422 : 200 })
}

/** What a form that was refused after its rows were read is shown with. */
export async function refused(c: StaffContext, errors: FormState['errors']): Promise<FormState> {
  return { errors, values: textsOf(await c.req.parseBody()) }
}

interface Named {
  readonly id: string
  readonly name: string
}
const named = (vehicle: Vehicle & { readonly id: string }): Named => ({ id: vehicle.id, name: vehicleText(vehicle) })

/** The list is cut at some length: who is chosen stands in it all the same. */
function withChosen(rows: readonly Named[], chosen: readonly Named[]): Named[] {
  return [
    ...chosen.filter(({ id }, i) => !rows.some((row) => row.id === id) && chosen.findIndex((one) => one.id === id) === i),
    ...rows,
  ]
}

/** Lines are shown from what was typed, without the blank ones, so their old places say nothing. */
function shownAgain({ form, typed }: Again, currency: string): FormState {
  const values = Object.fromEntries(Object.entries(form.values).filter(([name]) => !name.includes('[].')))
  return { errors: { ...checkWork(typed, currency).errors, ...form.errors }, values }
}
