import type { Child } from 'hono/jsx'
import { vehicleText } from '#features/assets/rules.ts'
import { standingTotal, stateOf } from '#features/invoices/rules.ts'
import type { FormState } from '#lib/form.ts'
import { carriers } from '#lib/tracking.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Facts } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Select, TextField } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Money } from '#ui/tables.tsx'
import type { JobAsset, JobInvoice, Shipment, StaffJob } from './page-queries.ts'
import type { JobView } from './view.ts'
import { Delivery } from './views-aside.tsx'

interface AsideProps {
  view: JobView
  job: StaffJob
  assets: readonly JobAsset[]
  request: { readonly id: string; readonly number: number } | undefined
  invoices: readonly JobInvoice[]
  shipments: readonly Shipment[]
  form: FormState | undefined
}

/** `isAdvisor`: whether the reader opens estimates. */
export const Details = ({
  view,
  job,
  assets,
  request,
  isAdvisor,
}: Pick<AsideProps, 'view' | 'job' | 'assets' | 'request'> & { isAdvisor: boolean }) => {
  const items: { label: string; value: Child }[] = [
    {
      label: 'Customer',
      value: <a href={href(view.base, paths.staff.customers.show, { id: job.customerId })}>{job.customerName}</a>,
    },
    ...assets.flatMap((asset) => [
      { label: 'Vehicle', value: vehicleText(asset) },
      { label: 'VIN', value: asset.vin && <span class="mono">{asset.vin}</span> },
    ]),
    { label: 'Advisor', value: job.advisorName ?? 'Nobody yet' },
    { label: 'Due', value: job.dueOn ? view.day(job.dueOn) : 'No date' },
    {
      label: 'Request',
      value: request && <a href={href(view.base, paths.staff.requests.show, { id: request.id })}>{request.number}</a>,
    },
    {
      label: 'Estimate',
      value: isAdvisor && job.estimateId && (
        <a href={href(view.base, paths.staff.estimates.show, { id: job.estimateId })}>{job.estimateNumber}</a>
      ),
    },
    { label: 'Their PO', value: job.poNumber },
    { label: 'Started', value: view.when(job.createdAt) },
  ]
  return (
    <Block title="Details">
      <Facts small items={items.filter(({ value }) => value)} />
    </Block>
  )
}

const states = {
  draft: 'Draft',
  open: 'Sent',
  partly_paid: 'Partly paid',
  overdue: 'Overdue',
  paid: 'Paid',
  overpaid: 'Overpaid',
  void: 'Void',
} as const

export const Invoices = ({ view, job, invoices }: Pick<AsideProps, 'view' | 'job' | 'invoices'>) => (
  <Block title="Invoices">
    {invoices.length > 0 && (
      <Rows>
        {invoices.map((invoice) => {
          const state = stateOf(invoice, view.today)
          return (
            <Row
              title={invoice.number ?? 'Draft'}
              href={href(view.base, paths.staff.invoices.show, { id: invoice.id })}
              detail={<span class={state === 'overdue' ? 'bad' : undefined}>{states[state]}</span>}
              end={<Money>{view.money(standingTotal(invoice), invoice.currency)}</Money>}
            />
          )
        })}
      </Rows>
    )}
    <form method="post" action={href(view.base, paths.staff.jobs.invoice, { id: job.id })}>
      <CommandField />
      <SubmitButton busyText="Creating">Create invoice</SubmitButton>
    </form>
  </Block>
)

export const Shipments = ({ view, job, shipments, form }: Pick<AsideProps, 'view' | 'job' | 'shipments' | 'form'>) => (
  <Block title="Tracking">
    {shipments.length > 0 && (
      <Rows>
        {shipments.map((shipment) => (
          <Delivery
            view={view}
            shipment={shipment}
            action={
              <form
                class="over"
                method="post"
                action={href(view.base, paths.staff.jobs.unship, { id: job.id, shipment: shipment.id })}
              >
                <CommandField />
                <SubmitButton plain label={`Remove ${shipment.number}`}>
                  Remove
                </SubmitButton>
              </form>
            }
          />
        ))}
      </Rows>
    )}
    <form class="stack" method="post" action={href(view.base, paths.staff.jobs.ship, { id: job.id })} novalidate>
      <CommandField />
      <Select
        label="Carrier"
        name="carrier"
        form={form}
        options={carriers.map(({ key, name }) => ({ value: key, label: name }))}
      />
      <TextField label="Tracking number or link" name="number" form={form} autocomplete="off" />
      <TextField
        label="What is in it"
        name="shipmentNote"
        form={form}
        maxlength={120}
        hint="The customer reads it"
        autocomplete="off"
      />
      <SubmitButton busyText="Adding">Add tracking</SubmitButton>
    </form>
  </Block>
)
