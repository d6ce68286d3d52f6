import { html } from 'hono/html'
import { type Html, page } from '#local/page.ts'
import { accountName } from './accounts.ts'
import type { Charge } from './charges.ts'
import type { Dispute } from './disputes.ts'
import type { StoredEvent } from './events.ts'
import { readable } from './money.ts'
import type { Session } from './sessions.ts'
import type { Double } from './state.ts'

const shownEvents = 20

/** Everything the double holds, with what a person may do to it. */
export function indexPage(double: Double) {
  const { accounts, books, events } = double.state
  const sessions = Object.values(books).flatMap((book) => Object.values(book.sales).map(({ session }) => session))
  const charges = Object.values(books).flatMap((book) => Object.values(book.charges))
  const disputes = Object.values(books).flatMap((book) => Object.values(book.disputes ?? {}))
  return page(
    'Stripe double',
    html`<main>
<p class="quiet small">Stands in for Stripe on this machine.</p>
<h1>Stripe double</h1>
<h2>Accounts</h2>
${table(
  ['Name', 'Account', 'Can charge'],
  Object.values(accounts)
    .reverse()
    .map(
      (account) =>
        html`<tr><td>${accountName(account)}</td><td class="mono">${account.id}</td><td>${account.charges_enabled ? 'Yes' : 'Not yet'}</td></tr>`,
    ),
  'Appears when a shop connects Stripe.',
)}
<h2>Checkout Sessions</h2>
${table(['Session', 'Amount', 'Status', ''], sessions.reverse().map(sessionRow), 'Appears when a customer presses Pay.')}
<h2>Payments</h2>
${table(
  ['Payment', 'Amount', 'Status', ''],
  charges.reverse().map((charge) => chargeRow(charge, sessions)),
  'Appears when somebody tries to pay.',
)}
<h2>Disputes</h2>
${table(['Dispute', 'Amount', 'Status', ''], disputes.reverse().map(disputeRow), 'Appears when a payer disputes a payment.')}
<h2>Events</h2>
${table(['Type', 'Event', 'Delivered', ''], events.slice(-shownEvents).reverse().map(eventRow), 'Appears when something above happens.')}
</main>`,
  )
}

function table(heads: string[], rows: Html[], empty: string): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${heads[0] ?? ''} list"><table><thead><tr>${heads.map((head) => (head ? html`<th scope="col">${head}</th>` : html`<td></td>`))}</tr></thead><tbody>${rows}</tbody></table></div>`
}

function sessionRow(session: Session): Html {
  return html`<tr><td class="mono">${session.id.slice(0, 20)}…</td><td>${readable(session.amount_total, session.currency)}</td><td>${session.status}</td>
<td>${sessionActs(session)}</td></tr>`
}

/** What a person, or their bank, can do with it now. */
function sessionActs({ id, status, payment_status }: Session): Html | string {
  if (status === 'open') return html`<a href="/c/pay/${id}">Open the payment page</a>`
  if (status !== 'complete' || payment_status === 'paid') return ''
  return html`<div class="row">${post(`/bank/${id}/paid`, 'The bank pays')}${post(`/bank/${id}/bounced`, 'The bank refuses')}</div>`
}

const post = (action: string, label: string) => html`<form method="post" action="${action}"><button>${label}</button></form>`

function disputeRow({ id, amount, currency, status }: Dispute): Html {
  const isOver = status === 'won' || status === 'lost'
  return html`<tr><td class="mono">${id}</td><td>${readable(amount, currency)}</td><td>${status}</td>
<td>${isOver ? '' : html`<div class="row">${post(`/disputes/${id}/won`, 'The shop wins')}${post(`/disputes/${id}/lost`, 'The shop loses')}</div>`}</td></tr>`
}

function chargeRow(charge: Charge, sessions: readonly Session[]): Html {
  const left = charge.amount - charge.amount_refunded
  const state = charge.amount_refunded
    ? `${charge.status}, ${readable(charge.amount_refunded, charge.currency)} refunded`
    : charge.status
  return html`<tr><td class="mono">${charge.payment_intent}</td><td>${readable(charge.amount, charge.currency)}</td><td>${state}</td>
<td>${isLonely(charge, sessions) ? html`<div class="row">${post(`/bank/${charge.payment_intent}/paid`, 'The bank pays')}${post(`/bank/${charge.payment_intent}/bounced`, 'The bank refuses')}</div>` : ''}${charge.paid && left > 0 ? refundForm(charge, left) : ''}${charge.paid && !charge.disputed ? post(`/disputes/${charge.payment_intent}`, 'Dispute') : ''}</td></tr>`
}

/** A debit of a kept account: no session shows what its bank can say. */
const isLonely = ({ status, payment_intent: intent }: Charge, sessions: readonly Session[]) =>
  status === 'pending' && !sessions.some(({ payment_intent }) => payment_intent === intent)

function refundForm({ payment_intent }: Charge, left: number): Html {
  return html`<form method="post" action="/refunds/${payment_intent}" class="row">
<input type="text" inputmode="numeric" name="amount" value="${left}" aria-label="Minor units to refund" style="inline-size:8rem"><button>Refund</button></form>`
}

function eventRow({ id, type, isDelivered }: StoredEvent): Html {
  return html`<tr><td>${type}</td><td class="mono">${id}</td><td>${isDelivered ? 'Yes' : 'Not yet'}</td>
<td><form method="post" action="/events/${id}"><button>Send again</button></form></td></tr>`
}
