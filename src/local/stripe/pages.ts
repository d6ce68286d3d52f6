import { html } from 'hono/html'
import { type Answer, type Incoming, type Reply, seeOther } from '#local/http.ts'
import { page } from '#local/page.ts'
import { completeOnboarding, reviewAccount } from './accounts.ts'
import { checkoutPage } from './checkout-page.ts'
import { accountOfDispute, accountOfIntent, answerBank } from './control.ts'
import { closeDispute, openDispute } from './disputes.ts'
import { parseFields } from './fields.ts'
import { indexPage } from './index-page.ts'
import { onboardingPage } from './onboarding-page.ts'
import { paySession } from './payments.ts'
import { StripeProblem } from './problem.ts'
import { refundIntent } from './refunds.ts'
import { expireSession, findSale } from './sessions.ts'
import type { Double } from './state.ts'
import type { Webhooks } from './webhooks.ts'

interface Shown {
  double: Double
  webhooks: Webhooks
}

/** Answers the pages a person meets: Checkout, onboarding, and the list of everything. */
export async function answerPage(shown: Shown, incoming: Incoming): Promise<Answer> {
  try {
    return await route(shown, incoming)
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error
    return page(
      'Not possible',
      html`<main class="narrow"><h1>That is not possible</h1><p>${error.message}</p><p><a href="/">All test data</a></p></main>`,
      error.status,
    )
  }
}

async function route({ double, webhooks }: Shown, { method, url, body }: Incoming): Promise<Reply> {
  const [area = '', first = '', second = '', third = ''] = url.pathname.slice(1).split('/')
  const form = parseFields(body)
  const isPost = method === 'POST'
  if (area === '' && !isPost) return indexPage(double)
  if (area === 'c' && first === 'pay')
    return isPost ? useCheckout(double, second, third, form) : showCheckout(double, second, url)
  if (area === 'setup' && first === 's') return isPost ? finishOnboarding(double, third, form) : showOnboarding(double, third)
  if (area === 'refunds' && isPost) {
    refundIntent(double, accountOfIntent(double, first), first, form.integer('amount', 1))
    return seeOther('/')
  }
  if (area === 'bank' && isPost) {
    answerBank(double, first, second === 'paid')
    return seeOther('/')
  }
  if (area === 'disputes' && isPost) {
    if (second === 'won' || second === 'lost') closeDispute(double, accountOfDispute(double, first), first, second)
    else openDispute(double, accountOfIntent(double, first), first)
    return seeOther('/')
  }
  if (area === 'events' && isPost) {
    const event = double.state.events.find(({ id }) => id === first)
    if (event) webhooks.again(event)
    return seeOther('/')
  }
  return notFound()
}

type Form = ReturnType<typeof parseFields>

function showCheckout(double: Double, id: string, url: URL) {
  const found = findSale(double, id)
  return found ? checkoutPage(double, found, url.searchParams.has('refused')) : notFound()
}

function useCheckout(double: Double, id: string, act: string, form: Form): Reply | Promise<Reply> {
  const found = findSale(double, id)
  if (!found) return notFound()
  const { session } = found.sale
  const back = `/c/pay/${id}`
  if (session.status !== 'open') return seeOther(back)
  if (act === 'expire') {
    expireSession(double, found.account, id)
    return seeOther(back)
  }
  const card = form.oneOf('card', ['good', 'refused', 'bank', 'asks']) ?? 'good'
  paySession(double, found.account, id, { card, email: form.text('email'), name: form.text('name') })
  return seeOther(card === 'refused' ? `${back}?refused` : session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', id))
}

function showOnboarding(double: Double, token: string) {
  const link = double.state.links[token]
  if (!link) return notFound()
  return link.isUsed || link.expiresAt <= double.now() ? seeOther(link.refreshUrl) : onboardingPage(double, link.account)
}

function finishOnboarding(double: Double, token: string, form: Form) {
  const link = double.state.links[token]
  if (!link) return notFound()
  if (link.isUsed) return seeOther(link.refreshUrl)
  link.isUsed = true
  const act = form.oneOf('act', ['complete', 'review', 'later'])
  if (act === 'review') reviewAccount(double, link.account)
  else if (act !== 'later') completeOnboarding(double, link.account, form.text('name'))
  return seeOther(link.returnUrl)
}

const notFound = () =>
  page('Not found', html`<main class="narrow"><h1>Nothing here</h1><p>The link may be incomplete.</p></main>`, 404)
