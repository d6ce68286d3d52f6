import { and, eq } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { defaultApprovals } from '#features/approvals/rules.ts'
import { assets } from '#features/assets/schema.ts'
import { createInvoiceFromJob } from '#features/invoices/actions.ts'
import { createJob } from '#features/jobs/actions.ts'
import { defaultStatuses } from '#features/jobs/defaults.ts'
import { moveJob } from '#features/jobs/move-actions.ts'
import { allStatuses } from '#features/jobs/queries.ts'
import { isProduction } from '#features/jobs/rules.ts'
import { addShipment } from '#features/jobs/side-actions.ts'
import type { JobScript, ShopScript } from './script.ts'
import { known, type Stage, type Step } from './stage.ts'
import { invoiceSteps } from './story-invoices.ts'
import { askSteps, retype, typedOf } from './story-lines.ts'
import { jobFrom } from './story-requests.ts'

/** A job from its first day to where it stands now. */
export function jobSteps(stage: Stage, job: JobScript, key: string): Step[] {
  const { team, calendar, ids } = stage
  const step = (day: number, turn: number, run: (ctx: StaffCtx) => Promise<void>): Step => {
    const at = calendar.at(day, turn)
    return { at, run: () => run(team.at(job.advisor, at)) }
  }
  const moves = (job.path ?? []).map(([status, day], i) =>
    step(day, i + 2, async (ctx) => {
      await moveJob(ctx, known(stage, key), { to: await statusNamed(ctx, status), reason: '' })
    }),
  )
  const shipped = (job.shipments ?? []).map(({ carrier, number, day, note = null }, i) =>
    step(day, 9 + i, (ctx) => addShipment(ctx, known(stage, key), { carrier, number, shipmentNote: note })),
  )
  const bill = job.invoice
    ? invoiceSteps(stage, job.invoice, job.advisor, `invoice of ${key}`, (ctx) => createInvoiceFromJob(ctx, known(stage, key)))
    : []
  const make = step(job.day, 1, async (ctx) => {
    ids.set(key, await makeJob(stage, ctx, job))
  })
  return [make, ...askSteps(stage, job, key), ...moves, ...shipped, ...bill]
}

async function makeJob(stage: Stage, ctx: StaffCtx, job: JobScript): Promise<string> {
  const { script, team, calendar } = stage
  await ctx.read([])
  if (job.isAsked) {
    const id = await jobFrom(stage, ctx, job.customer, job.title)
    await retype(script, ctx, id, job.lines)
    return id
  }
  const [first] = (await ctx.read([allStatuses]))[0]
  const { title, pieces = null, po = null, note = '', internal = '', vehicle } = job
  const needs = startsWork(script, job) ? [] : defaultApprovals(script.trade).needs
  const asset = vehicle ? ((await vehicleNamed(ctx, vehicle.name, known(stage, job.customer))) ?? 'new') : null
  const made = await createJob(
    ctx,
    {
      ...{ customer: known(stage, job.customer), title, pieces, poNumber: po, publicNote: note, internalNote: internal },
      ...{
        dueOn: job.due === undefined ? null : calendar.on(job.due),
        advisor: team.idOf(job.advisor),
        status: first?.id ?? '',
        asset,
      },
      // What goes on into production here was agreed before the shop came to us.
      ...{ needsProof: needs.includes('proof'), needsWork: needs.includes('work'), isDueMovable: false },
      ...{ vehicleName: vehicle?.name ?? null, vehiclePlate: vehicle?.plate ?? null, vehicleVin: null },
      ...{ vehicleYear: vehicle?.year ?? null, vehicleMake: vehicle?.make ?? null, vehicleModel: vehicle?.model ?? null },
    },
    typedOf(script, job.lines),
  )
  if ('errors' in made) throw new Error(`${title}: ${Object.values(made.errors).join(', ')}`)
  return made.id
}

/** Whether its path leads into production. */
function startsWork({ trade }: ShopScript, { path = [] }: JobScript): boolean {
  const made = defaultStatuses(trade).filter(({ stage }) => isProduction(stage))
  return path.some(([status]) => made.some(({ name }) => name === status))
}

async function vehicleNamed(ctx: StaffCtx, name: string, ownerId: string): Promise<string | undefined> {
  const [[row]] = await ctx.read([
    sql
      .select({ id: assets.id })
      .from(assets)
      .where(and(eq(assets.name, name), eq(assets.ownerId, ownerId))),
  ])
  return row?.id
}

async function statusNamed(ctx: StaffCtx, name: string): Promise<string> {
  const [rows] = await ctx.read([allStatuses])
  const row = rows.find((status) => status.name === name)
  if (!row) throw new Error(`There is no status ${name}`)
  return row.id
}
