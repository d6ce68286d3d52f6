import { ringOf, standingTotal, stateOf } from '#features/invoices/rules.ts'
import { isLate, ringOf as ringOfStage } from '#features/jobs/rules.ts'
import { vocabularies } from '#features/jobs/words.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import type { CustomerRecord } from './record-queries.ts'
import type { View } from './view.ts'
import { invoiceStateWords } from './words.ts'

interface Props {
  view: View
  record: CustomerRecord
}

/** The latest jobs, active ones first. */
export const JobsBlock = ({ view, record: { customer, jobs } }: Props) => (
  <Block
    id="jobs"
    title="Jobs"
    aside={
      jobs.length > 0 ? (
        <a href={`${href(view.base, paths.staff.jobs.list)}?as=list&show=all&q=${encodeURIComponent(customer.name)}`}>All jobs</a>
      ) : undefined
    }
  >
    {jobs.length > 0 ? (
      <Rows>
        {jobs.map((job) => {
          const late = isLate(job, view.today)
          return (
            <Row
              title={job.title}
              href={href(view.base, paths.staff.jobs.show, { id: job.id })}
              detail={[job.number, job.pieces && `${job.pieces} pieces`].filter(Boolean).join(', ')}
              end={
                <>
                  <Status ring={ringOfStage(job)} label={job.status} quiet={job.isClosed} />
                  {job.dueOn && <p class={late ? 'bad' : undefined}>{view.day(job.dueOn)}</p>}
                </>
              }
            />
          )
        })}
      </Rows>
    ) : (
      <Empty title="No jobs yet">
        The work you do for them stands here.{' '}
        {view.may.edit && !customer.archivedAt && (
          <a href={`${href(view.base, paths.staff.jobs.new)}?customer=${customer.id}`}>
            Start the first {vocabularies[view.shop.trade].one}
          </a>
        )}
      </Empty>
    )}
  </Block>
)

export const InvoicesBlock = ({ view, record: { customer, latestInvoices, invoices } }: Props) => (
  <Block
    id="invoices"
    title="Invoices"
    aside={
      invoices > 0 ? (
        <>
          <a href={href(view.base, paths.staff.statements.show, { id: customer.id })}>Statement</a>{' '}
          <a href={`${href(view.base, paths.staff.invoices.list)}?customer=${customer.id}`}>All {invoices}</a>
        </>
      ) : undefined
    }
  >
    {latestInvoices.length > 0 ? (
      <Rows>
        {latestInvoices.map((invoice) => {
          const state = stateOf(invoice, view.today)
          const late = state === 'overdue'
          return (
            <Row
              title={invoice.title || invoice.number || 'Invoice'}
              href={href(view.base, paths.staff.invoices.show, { id: invoice.id })}
              detail={`${invoice.number ?? 'Draft'}, ${view.money(standingTotal(invoice), invoice.currency)}`}
              end={
                <>
                  <Status
                    ring={ringOf(invoice, state)}
                    label={invoiceStateWords[state]}
                    bad={late}
                    quiet={state === 'draft' || state === 'void'}
                  />
                  {invoice.dueOn && invoice.balanceMinor > 0 && (
                    <p class={late ? 'bad' : undefined}>due {view.day(invoice.dueOn)}</p>
                  )}
                </>
              }
            />
          )
        })}
      </Rows>
    ) : (
      <Empty title="No invoices yet">
        What you send them stands here, with what is open.{' '}
        {!customer.archivedAt && (
          <a href={`${href(view.base, paths.staff.invoices.new)}?customer=${customer.id}`}>Write an invoice</a>
        )}
      </Empty>
    )}
  </Block>
)
