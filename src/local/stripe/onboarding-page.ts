import { html } from 'hono/html'
import { page } from '#local/page.ts'
import { getAccount } from './accounts.ts'
import type { Double } from './state.ts'

/** The page that stands for Stripe's questions to a new account; it posts to its own address. */
export function onboardingPage(double: Double, id: string) {
  const account = getAccount(double, id)
  return page(
    'Set up payments',
    html`<main class="narrow">
<p class="quiet small">Test onboarding page. Nothing is checked.</p>
<h1>Set up payments</h1>
<p>Account <span class="mono">${account.id}</span>${account.email ? html`, ${account.email}` : ''}</p>
<form method="post">
<label for="name">Business name on the payment page</label>
<input type="text" id="name" name="name" autocomplete="organization" value="${account.business_profile.name ?? ''}">
<button class="main" name="act" value="complete">Complete</button>
<p><button name="act" value="review">Let Stripe check it first</button></p>
<p><button name="act" value="later">Later</button></p>
</form>
</main>`,
  )
}
