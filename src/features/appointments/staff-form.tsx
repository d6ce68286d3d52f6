import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { NoCustomers } from '#features/customers/no-customers.tsx'
import { customerOptions } from '#features/customers/queries.ts'
import { versionSeen } from '#features/customers/rules.ts'
import { changesSince, type FormState } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'
import { StaleNote } from '#ui/stale-note.tsx'
import { desk } from './desk-words.ts'
import { freshValues, valuesOf } from './form.ts'
import { jobsOfAppointment, jobsToChoose, ownerChosen, resourcesUsed } from './form-queries.ts'
import { appointmentById } from './queries.ts'
import { viewOf } from './view.ts'
import { AppointmentForm } from './views-form.tsx'

type C = Context<Envs['staff']>
const at = 'appointments'
const routes = paths.staff.appointments

/** The form of a new appointment: for the customer or the job that the address names, or for whomever is chosen. */
export async function showNew(c: C, failed?: FormState) {
  const { ctx } = c.var
  const given = {
    owner: c.req.query('customer') ?? failed?.values['customer'] ?? '',
    job: c.req.query('job') ?? failed?.values['job'] ?? '',
  }
  const [[owner], jobs, resources, customers] = await ctx.read([ownerChosen, jobsToChoose, resourcesUsed, customerOptions], {
    ...given,
    customersLike: '%',
  })
  const view = viewOf(ctx)
  const record = owner && href(ctx.base, paths.staff.customers.show, { id: owner.id })
  const back = record ?? href(ctx.base, routes.list)
  const fresh = { ...freshValues(ctx.shop, ctx.now), customer: owner?.id ?? '', job: given.job }
  const isEmpty = customers.length === 0 && !owner
  const content = (
    <>
      <Back href={back} label={owner?.name ?? desk.title} />
      <Head title={desk.new} detail={owner && `For ${owner.name}`} />
      {isEmpty ? (
        <NoCustomers base={ctx.base} />
      ) : (
        <AppointmentForm
          {...{ view, jobs, resources }}
          action={href(ctx.base, routes.create)}
          cancel={back}
          button={desk.set}
          customers={owner ? undefined : customers}
          form={failed ?? { errors: {}, values: fresh }}
        />
      )}
    </>
  )
  return show(c, content, { title: desk.new, at, status: failed ? 422 : 200 })
}

/** The form of one that is set; `typed` came too late, when it had been changed already. */
export async function showEdit(c: C, id: string, failed?: FormState, typed?: FormState['values']) {
  const { ctx } = c.var
  const queries = [appointmentById, resourcesUsed, jobsOfAppointment] as const
  const [[row], resources, jobs] = await ctx.read(queries, { id, job: failed?.values['job'] ?? '' })
  if (!row) throw notFound('Appointment')
  const now = valuesOf(row, ctx.shop.timeZone)
  const changes = typed && changesSince(typed, { ...now, job: row.jobTitle ?? '' }, labelsOf(typed, row))
  const form = failed ?? { errors: {}, values: typed ?? now }
  const page = href(ctx.base, routes.show, { id })
  const content = (
    <>
      <Back href={page} label={row.title} />
      <Head title={row.title} detail={`For ${row.customerName}`} />
      {changes && <StaleNote changes={changes} />}
      <AppointmentForm
        {...{ resources, jobs, form }}
        view={viewOf(ctx)}
        action={href(ctx.base, routes.update, { id })}
        cancel={page}
        button="Save and tell them"
        version={typed ? row.version : versionSeen(failed, row)}
      />
    </>
  )
  return show(c, content, { title: row.title, at, status: typed ? 409 : failed ? 422 : 200 })
}

/** The work is told of by its name where another was chosen. */
function labelsOf(typed: FormState['values'], row: { readonly jobId: string | null }): Record<string, string> {
  const { job, ...rest } = desk.labels
  const { which: _, ...labels } = rest
  return (typed['job'] ?? '') === (row.jobId ?? '') ? labels : { job, ...labels }
}
