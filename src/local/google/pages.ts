import { html } from 'hono/html'
import { page } from '#local/page.ts'

const people = ['dana@riversidebrewing.example', 'gwen@bluestemplumbing.example']

/** Who shall it be: those of the demo shops, or anybody. */
export const choosePage = (query: string, cancel: string) =>
  page(
    'Choose an account',
    html`<main class="narrow">
<p class="quiet small">Stands in for Google. Nothing leaves this machine.</p>
<h1>Choose an account</h1>
${people.map((email) => html`<form method="post" action="/o/oauth2/v2/auth?${query}"><input type="hidden" name="email" value="${email}"><button>${email}</button></form>`)}
<form method="post" action="/o/oauth2/v2/auth?${query}">
<label for="email">Another account</label>
<input type="email" id="email" name="email" autocomplete="email" required>
<button class="main">Continue</button>
</form>
<p><a href="${cancel}">Cancel</a></p>
</main>`,
  )

/** What is wrong with the way somebody was sent here: as at Google it stays here. */
export const refusedPage = (reason: string) =>
  page('Error 400', html`<main class="narrow"><h1>Access blocked</h1><p>Error 400: ${reason}</p></main>`, 400)

export const homePage = () =>
  page(
    'Google double',
    html`<main class="narrow"><h1>Stands in for Google</h1>
<p>Press “Continue with Google” at the door of a shop to come here with something to choose.</p></main>`,
  )
