import { html } from 'hono/html'
import { type Html, page } from '#local/page.ts'
import { accountName } from './accounts.ts'
import { readable } from './money.ts'
import type { Sale } from './sessions.ts'
import type { Double } from './state.ts'

/** The hosted Checkout page of a session, in whichever state it is. */
export function checkoutPage(double: Double, { account, sale }: { account: string; sale: Sale }, wasRefused: boolean) {
  const { session } = sale
  const shop = accountName(double.state.accounts[account])
  const total = readable(session.amount_total, session.currency)
  return page(
    `${shop}: ${total}`,
    html`<main class="narrow">
<p class="quiet small">Test payment page. No money moves.</p>
<p>${shop}</p>
<h1>${heading(session.status, total)}</h1>
${lines(sale)}
${session.status === 'open' ? payment(sale, total, wasRefused) : closed(sale)}
</main>`,
  )
}

function heading(status: Sale['session']['status'], total: string): string {
  switch (status) {
    case 'open':
      return `Pay ${total}`
    case 'complete':
      return `${total} is paid`
    case 'expired':
      return 'This payment page has expired'
  }
}

function lines({ session, lineItems }: Sale): Html {
  return html`<table><thead><tr><th scope="col">Item</th><th scope="col" class="end">Amount</th></tr></thead><tbody>
${lineItems.map((line) => html`<tr><td>${line.description}${line.quantity > 1 ? html` <span class="quiet">× ${line.quantity}</span>` : ''}</td><td class="end">${readable(line.amount_total, line.currency)}</td></tr>`)}
<tr><td><strong>Total</strong></td><td class="end"><strong>${readable(session.amount_total, session.currency)}</strong></td></tr>
</tbody></table>`
}

function payment({ session }: Sale, total: string, wasRefused: boolean): Html {
  return html`<form method="post" action="/c/pay/${session.id}">
${wasRefused ? html`<p class="bad" role="alert">Your card was declined. Try a different card.</p>` : ''}
<label for="email">Email</label>
<input type="email" id="email" name="email" autocomplete="email" required value="${session.customer_email ?? ''}">
<fieldset><legend>Pay with</legend>
<label class="choice"><input type="radio" name="card" value="good" checked><span>4242 4242 4242 4242 <span class="quiet">is accepted</span></span></label>
<label class="choice"><input type="radio" name="card" value="refused"><span>4000 0000 0000 0002 <span class="quiet">is refused</span></span></label>
<label class="choice"><input type="radio" name="card" value="asks"><span>4000 0027 6000 3184 <span class="quiet">is accepted, and asks its owner each time</span></span></label>
<label class="choice"><input type="radio" name="card" value="bank"><span>Bank account ending 6789 <span class="quiet">takes days: answer for the bank on the list of all test data</span></span></label>
</fieldset>
${session.customer || session.customer_creation === 'always' ? html`<p class="quiet small">What you pay with is kept for next time.</p>` : ''}
<label for="name">Name on card</label>
<input type="text" id="name" name="name" autocomplete="cc-name">
<button class="main">Pay ${total}</button>
</form>
<div class="row after">
${session.cancel_url ? html`<a href="${session.cancel_url}">Cancel and go back</a>` : ''}
<form method="post" action="/c/pay/${session.id}/expire"><button>Let it expire</button></form>
</div>`
}

function closed({ session }: Sale): Html {
  const url =
    session.status === 'complete' ? session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id) : session.cancel_url
  return html`<p>${session.status === 'complete' ? 'It cannot be paid again.' : 'Go back to the shop and start again. Nothing was charged.'}</p>
${url ? html`<p><a href="${url}">Back to the shop</a></p>` : ''}`
}
