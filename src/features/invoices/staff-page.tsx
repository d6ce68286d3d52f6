import { DeliveryBlock } from '#features/deliveries/delivery-lines.tsx'
import { isPending } from '#features/payments/attempts.ts'
import { desk as paymentWords } from '#features/payments/desk-words.ts'
import { CreditBlock, DisputeNotes, HeldNote, TwiceNote } from '#features/payments/views-desk.tsx'
import { PlanLink } from '#features/payments/views-plan.tsx'
import type { Profile } from '#features/settings/rules.ts'
import type { Role } from '#features/team/rules.ts'
import { managers } from '#features/team/rules.ts'
import type { FormState } from '#lib/form.ts'
import { formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Head, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { Status } from '#ui/status.tsx'
import { desk } from './desk-words.ts'
import { InvoiceDocument } from './document.tsx'
import { eventInWords } from './history.ts'
import { hasPaper } from './paper.ts'
import type { InvoiceRecord } from './read.ts'
import { heldMinor, type InvoiceAct, ringOf, stateOf, whyNot } from './rules.ts'
import { whyNotSend } from './send-actions.ts'
import { Receive, Send } from './staff-acts.tsx'
import { Asked, Chasing, Credit } from './staff-late.tsx'

export interface StaffInvoiceProps {
  base: string
  shop: Profile
  role: Role
  today: string
  /** The instant of the page, ms. */
  now: number
  record: InvoiceRecord
  /** The form that came back, by the act it is for. */
  send?: FormState | undefined
  receive?: FormState | undefined
  credit?: FormState | undefined
  reply?: FormState | undefined
  portal: string
}

export const StaffInvoicePage = (props: StaffInvoiceProps) => {
  const { base, shop, today, record, portal } = props
  const { invoice, attempts } = record
  const state = stateOf(invoice, today)
  const may = mayOf(props)
  const whyNotSent = whyNotSend({ shop }, invoice, record.lines)
  const creditNote = (note: string) => href(base, paths.staff.invoices.creditNote, { id: invoice.id, note })
  const job = invoice.jobId ? href(base, paths.staff.jobs.show, { id: invoice.jobId }) : undefined
  const payment = (id: string) => href(base, paths.staff.payments.show, { id })
  return (
    <>
      <Back href={href(base, paths.staff.invoices.list)} label="Invoices" />
      <Head
        title={invoice.number ? `Invoice ${invoice.number}` : 'Draft invoice'}
        detail={
          <>
            {invoice.title}, for{' '}
            <a href={href(base, paths.staff.customers.show, { id: invoice.customerId })}>{invoice.customerName}</a>
          </>
        }
        actions={
          <>
            <Status ring={ringOf(invoice, state)} label={desk.states[state]} bad={state === 'overdue'} />
            {invoice.sentAt !== null && hasPaper(shop, record) && (
              <LinkButton href={href(base, paths.staff.invoices.pdf, { id: invoice.id })}>{desk.pdf}</LinkButton>
            )}
            {may('edit') && (
              <LinkButton href={href(base, paths.staff.invoices.edit, { id: invoice.id })}>{desk.acts.edit}</LinkButton>
            )}
          </>
        }
      />
      <Alerts {...props} may={may} />
      <div class="cols">
        <div>
          <InvoiceDocument {...record} shop={shop} isDesk addresses={{ job, portal, creditNote, payment }} />
          <Asked {...props} />
        </div>
        <aside class="no-paper">
          {whyNotSent === undefined && <Send {...props} />}
          {invoice.sentAt === null && whyNotSent !== undefined && (
            <Block title="Send">
              <p class="quiet">{whyNotSent}</p>
            </Block>
          )}
          {attempts.length > 0 && invoice.voidedAt === null && (
            <Block title="Being paid">
              <p class="quiet">{isPending(attempts) ? paymentWords.payment.pending : 'The customer has a payment page open.'}</p>
            </Block>
          )}
          <DeliveryBlock deliveries={record.deliveries} now={props.now} shop={shop} />
          {may('pay') && <CreditBlock base={base} shop={shop} invoice={invoice} credits={record.credits} />}
          {may('receive') && <Receive {...props} />}
          <PlanLink base={base} invoice={invoice} hasPlan={record.steps.length > 0} />
          <Chasing {...props} canWaive={may('waive')} />
          {may('credit') && <Credit {...props} />}
          <History {...props} />
          <Undo {...props} may={may} />
        </aside>
      </div>
    </>
  )
}

type May = (act: InvoiceAct) => boolean

function mayOf({ role, record }: StaffInvoiceProps): May {
  const standing = { ...record.invoice, isPending: isPending(record.attempts) }
  const isManager = (managers as readonly Role[]).includes(role)
  return (act) => whyNot(act, standing) === undefined && (isManager || (act !== 'void' && act !== 'credit'))
}

const Alerts = ({ base, shop, role, record, may }: StaffInvoiceProps & { may: May }) => {
  const { invoice, history } = record
  const held = invoice.isDisputed ? 0 : heldMinor(invoice)
  const mismatch = history.some(({ kind }) => kind === 'payment.mismatch')
  return (
    <>
      <DisputeNotes base={base} shop={shop} disputes={record.disputes} />
      <TwiceNote base={base} shop={shop} role={role} invoice={invoice} movements={record.movements} />
      {held > 0 && <HeldNote base={base} shop={shop} invoice={invoice} heldMinor={held} mayCredit={may('credit')} />}
      {mismatch && (
        <Note bad title="A payment did not fit this invoice">
          <p>Stripe reported one with another amount, currency or page. It was not counted. Look at it in your Stripe account.</p>
        </Note>
      )}
    </>
  )
}

const History = ({ shop, record }: StaffInvoiceProps) => (
  <Block id="history" title="History" aside={record.editions[0] && `Version ${record.editions[0].number}`}>
    {record.history.length === 0 ? (
      <Empty title="Nothing yet" />
    ) : (
      <Rows class="small">
        {record.history.map((event) => (
          <Row
            title={eventInWords(event, shop)}
            detail={`${formatInstant(event.at, { locale: shop.locale, zone: shop.timeZone })}${event.actorName ? `, ${event.actorName}` : ''}`}
          />
        ))}
      </Rows>
    )}
  </Block>
)

const Undo = ({ base, record, may }: StaffInvoiceProps & { may: May }) => {
  const { id, version } = record.invoice
  if (may('discard'))
    return (
      <>
        <p class="gap">
          <SheetButton for="discard" class="btn plain danger">
            {desk.acts.discard}
          </SheetButton>
        </p>
        <Sheet id="discard" title="Discard this draft?">
          <p>It was never sent. It goes for good.</p>
          <form method="post" action={href(base, paths.staff.invoices.discard, { id })}>
            <CommandField />
            <VersionField version={version} />
            <Ends sheet="discard" act={desk.acts.discard} />
          </form>
        </Sheet>
      </>
    )
  if (!may('void')) return null
  return (
    <>
      <p class="gap">
        <SheetButton for="void" class="btn plain danger">
          Void this invoice
        </SheetButton>
      </p>
      <Sheet id="void" title="Void this invoice?">
        <p>The customer sees that it is void and can no longer pay it. Its number stays used.</p>
        <form method="post" action={href(base, paths.staff.invoices.void, { id })}>
          <CommandField />
          <VersionField version={version} />
          <Ends sheet="void" act={desk.acts.void} />
        </form>
      </Sheet>
    </>
  )
}

const Ends = ({ sheet, act }: { sheet: string; act: string }) => (
  <div class="ends apart">
    <SheetButton for={sheet} class="btn plain" action="hide">
      {desk.keep}
    </SheetButton>
    <SubmitButton danger>{act}</SubmitButton>
  </div>
)
