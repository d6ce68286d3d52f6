import type { Movement } from '#features/invoices/queries.ts'
import { beyondDue } from '#features/invoices/rules.ts'
import type { Profile } from '#features/settings/rules.ts'
import { managers, type Role } from '#features/team/rules.ts'
import { decimalOf, formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import type { InvoiceDispute } from './alarm-queries.ts'
import { creditSum } from './credit.ts'
import type { Credit } from './credit-queries.ts'
import { desk } from './desk-words.ts'

interface CreditBlockProps {
  base: string
  shop: Profile
  invoice: { readonly id: string; readonly version: number; readonly balanceMinor: number; readonly currency: string }
  credits: readonly Credit[]
}

/** What the customer has to their credit, and one press that pays this invoice with it. */
export const CreditBlock = ({ base, shop, invoice, credits }: CreditBlockProps) => {
  const minor = creditSum(invoice.balanceMinor, credits)
  if (minor === 0) return null
  const money = (amount: number) => formatMoney(amount, invoice.currency, shop.locale)
  const all = credits.reduce((sum, credit) => sum + credit.minor, 0)
  return (
    <Block id="credit" title={desk.credit.title} aside={money(all)}>
      <p class="quiet">{desk.credit.text}</p>
      <form method="post" action={href(base, paths.staff.payments.credit, { id: invoice.id })}>
        <CommandField />
        <VersionField version={invoice.version} />
        <SubmitButton>{desk.credit.apply(money(minor))}</SubmitButton>
      </form>
    </Block>
  )
}

interface TwiceNoteProps {
  base: string
  shop: Profile
  role: Role
  invoice: {
    readonly balanceMinor: number
    readonly creditMinor: number
    readonly currency: string
    readonly voidedAt: number | null
  }
  movements: readonly Movement[]
}

/** Money that came in beyond what was due, and one press that gives it back. */
export const TwiceNote = ({ base, shop, role, invoice, movements }: TwiceNoteProps) => {
  const beyond = beyondDue(invoice)
  if (beyond === 0) return null
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
  const twice = movements.findLast(({ kind, invoiceId }) => kind === 'credit' && invoiceId === null)
  const back = Math.min(invoice.creditMinor, twice ? -twice.amountMinor : 0)
  const isManager = (managers as readonly Role[]).includes(role)
  return (
    <Note bad title={desk.twice.title(money(beyond))}>
      <p>{invoice.voidedAt === null ? desk.twice.text : desk.twice.afterVoid}</p>
      {twice?.paymentId && back > 0 && isManager && (
        <form method="post" action={href(base, paths.staff.payments.refund, { id: twice.paymentId })}>
          <CommandField />
          <input type="hidden" name="amount" value={decimalOf(back, invoice.currency)} />
          <input type="hidden" name="reason" value={desk.twice.reason} />
          <SubmitButton>{desk.twice.act(money(back))}</SubmitButton>
        </form>
      )}
    </Note>
  )
}

interface DisputeNotesProps {
  base: string
  shop: Profile
  disputes: readonly InvoiceDispute[]
}

/** What banks took back of this invoice's payments, with the way to answer. */
export const DisputeNotes = ({ base, shop, disputes }: DisputeNotesProps) => (
  <>
    {disputes.map(({ paymentId, amountMinor, currency, state, evidenceDueAt }) => (
      <Note
        bad={state === 'open'}
        title={state === 'won' ? desk.dispute.states.won : desk.dispute.alert(formatMoney(amountMinor, currency, shop.locale))}
      >
        <p>
          {state === 'open' && evidenceDueAt !== null
            ? desk.dispute.alertText(formatDay(dayOf(evidenceDueAt, shop.timeZone), shop.locale))
            : desk.dispute.states[state]}
        </p>
        <p>
          <LinkButton href={href(base, paths.staff.payments.show, { id: paymentId })}>
            {state === 'open' ? desk.dispute.open : desk.twice.look}
          </LinkButton>
        </p>
      </Note>
    ))}
  </>
)

interface HeldNoteProps {
  base: string
  shop: Profile
  invoice: { readonly id: string; readonly version: number; readonly currency: string }
  /** What is open only because it went back, in minor units. */
  heldMinor: number
  mayCredit: boolean
}

/** Says that what is open went back before, and takes it off the invoice in one press. */
export const HeldNote = ({ base, shop, invoice, heldMinor, mayCredit }: HeldNoteProps) => {
  const amount = formatMoney(heldMinor, invoice.currency, shop.locale)
  return (
    <Note title={desk.held.title(amount)}>
      <p>{desk.held.text}</p>
      {mayCredit && (
        <form method="post" action={href(base, paths.staff.invoices.credit, { id: invoice.id })}>
          <CommandField />
          <VersionField version={invoice.version} />
          <input type="hidden" name="creditAmount" value={decimalOf(heldMinor, invoice.currency)} />
          <input type="hidden" name="reason" value={desk.held.reason} />
          <SubmitButton>{desk.held.act(amount)}</SubmitButton>
        </form>
      )}
    </Note>
  )
}
