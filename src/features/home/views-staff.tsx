import type { Child } from 'hono/jsx'
import { formatDay } from '#lib/time.ts'
import { Block, Empty, Head, Note } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Checklist, type ChecklistItem } from '#ui/checklist.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Counts } from '#ui/tables.tsx'

/** One thing that waits, and for how long; or what can be done about it at once. */
export interface WaitingRow {
  readonly title: string
  readonly href: string
  readonly detail: Child
  readonly end?: string | undefined
  readonly action?: Child
  readonly isBad?: boolean | undefined
}

export interface StaffHomeProps {
  readonly today: string
  readonly locale: string
  readonly sentence: string
  /** Whether the reader may see invoices. */
  readonly seesMoney: boolean
  readonly actions?: { readonly work: string; readonly newJob: string; readonly newCustomer: string } | undefined
  readonly setup?: readonly ChecklistItem[] | undefined
  /** Where the portal is switched on, while it is off. */
  readonly portalSwitch?: string | undefined
  /** What the day holds. */
  readonly appointments?: Child
  readonly us: { readonly rows: readonly WaitingRow[]; readonly count: number }
  readonly customers: { readonly rows: readonly WaitingRow[]; readonly count: number; readonly all: string | undefined }
  readonly counts?: readonly { readonly label: string; readonly value: string; readonly bad?: boolean | undefined }[] | undefined
}

export const StaffHomePage = (props: StaffHomeProps) => (
  <>
    <Head
      title={formatDay(props.today, props.locale)}
      detail={props.sentence}
      actions={
        props.actions && (
          <>
            <LinkButton href={props.actions.newCustomer}>New customer</LinkButton>
            <LinkButton href={props.actions.newJob} primary icon="plus">
              New {props.actions.work}
            </LinkButton>
          </>
        )
      }
    />
    {props.portalSwitch && (
      <Note title="Your portal is off">
        <p class="small">
          Customers see nothing and get no mail with a link. <a href={props.portalSwitch}>Switch it on</a>
        </p>
      </Note>
    )}
    {props.counts && <Counts items={props.counts} />}
    {props.setup && <Setup items={props.setup} />}
    {props.appointments}
    <div class="duo">
      <Block title="Waiting on you" id="us" aside={countOf(props.us)}>
        <WaitingRows
          rows={props.us.rows}
          empty="Nothing waits on you"
          hint={
            props.seesMoney
              ? 'Late work, drafts to send and customers to call show here.'
              : 'Late work and mails that came back show here.'
          }
        />
      </Block>
      <Block title="Waiting on customers" id="them" aside={allOf(props.customers)}>
        <WaitingRows
          rows={props.customers.rows}
          empty="Customers owe you nothing"
          hint={
            props.seesMoney
              ? 'Unpaid invoices and work that needs their answer show here.'
              : 'Work that needs their answer shows here.'
          }
        />
      </Block>
    </div>
  </>
)

const countOf = ({ rows, count }: StaffHomeProps['us']) => (count > rows.length ? `${rows.length} of ${count}` : undefined)
const allOf = ({ rows, count, all }: StaffHomeProps['customers']) =>
  all && count > rows.length ? <a href={all}>All {count}</a> : undefined

const Setup = ({ items }: { items: readonly ChecklistItem[] }) => (
  <Block title="Finish setting up" id="setup" aside={`${items.filter(({ done }) => done).length} of ${items.length} done`}>
    <Checklist items={items} />
  </Block>
)

const WaitingRows = ({ rows, empty, hint }: { rows: readonly WaitingRow[]; empty: string; hint: string }) =>
  rows.length === 0 ? (
    <Empty title={empty}>{hint}</Empty>
  ) : (
    <Rows>
      {rows.map(({ title, href, detail, end, action, isBad }) => (
        <Row
          title={title}
          href={href}
          detail={detail}
          end={end && <p class={isBad ? 'bad' : undefined}>{end}</p>}
          action={action}
        />
      ))}
    </Rows>
  )
