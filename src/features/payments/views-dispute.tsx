import type { Evidence } from '#adapters/stripe.ts'
import type { Profile } from '#features/settings/rules.ts'
import { managers, type Role } from '#features/team/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Facts } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { type RingPart, Status } from '#ui/status.tsx'
import { desk } from './desk-words.ts'
import type { DisputeRow, Payment } from './queries.ts'
import type { DisputeState } from './rules.ts'

export interface SentEvidence {
  readonly disputeId: string
  readonly details: Readonly<Record<string, unknown>> | null
}

interface DisputeBlockProps {
  base: string
  shop: Profile
  role: Role
  payment: Payment
  dispute: DisputeRow
  sent: readonly SentEvidence[]
  evidence: Evidence
}

const rings: Readonly<Record<DisputeState, RingPart>> = { open: 'todo', sent: 50, won: 'full', lost: 'full' }

/** A dispute: how it stands, until when to answer, and what our records say, ready to be sent in one press. */
export const DisputeBlock = (props: DisputeBlockProps) => {
  const { base, shop, role, payment, dispute, sent, evidence } = props
  const { state, reason, amountMinor, currency, evidenceDueAt } = dispute
  const isManager = (managers as readonly Role[]).includes(role)
  const last = sent.findLast(({ disputeId }) => disputeId === dispute.id)?.details?.['evidence']
  const due = evidenceDueAt === null ? undefined : formatDay(dayOf(evidenceDueAt, shop.timeZone), shop.locale, 'year')
  const isOpen = state === 'open'
  const facts = [
    { label: desk.dispute.amount, value: formatMoney(amountMinor, currency, shop.locale) },
    { label: desk.dispute.reason, value: desk.dispute.reasons[reason] ?? desk.dispute.otherReason },
    ...(isOpen && due ? [{ label: desk.dispute.due, value: <span class="bad">{due}</span> }] : []),
  ]
  return (
    <Block
      id="dispute"
      title={desk.dispute.title}
      aside={<Status ring={rings[state]} label={desk.dispute.states[state]} bad={isOpen || state === 'lost'} />}
    >
      <Facts items={facts} />
      {isOpen && <p class="quiet">{desk.dispute.text}</p>}
      <details open={isOpen}>
        <summary>{isOpen ? desk.dispute.look : desk.dispute.sent}</summary>
        <Told evidence={isOpen ? evidence : textsOf(last)} />
      </details>
      {isOpen && isManager && (
        <form method="post" action={href(base, paths.staff.payments.evidence, { id: payment.id, dispute: dispute.id })}>
          <CommandField />
          <SubmitButton primary>{desk.dispute.act}</SubmitButton>
        </form>
      )}
    </Block>
  )
}

const Told = ({ evidence }: { evidence: Evidence }) => (
  <Facts
    small
    items={Object.entries(evidence).map(([name, text]) => ({
      label: desk.dispute.fields[name] ?? name.replaceAll('_', ' '),
      value: text.split('\n').map((line, i) => (i > 0 ? [<br />, line] : line)),
    }))}
  />
)

/** What an event kept, as the bank got it. */
function textsOf(kept: unknown): Evidence {
  if (typeof kept !== 'object' || kept === null) return {}
  return Object.fromEntries(Object.entries(kept).filter(([, text]) => typeof text === 'string'))
}
