import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import { PaymentsUnavailable } from '#adapters/stripe.ts'
import type { Envs, ReaderCtx } from '#context.ts'
import { codeAskOf, provenByCode } from '#features/approvals/link-code.ts'
import { CodeField } from '#features/approvals/views-answer.tsx'
import { watch } from '#features/deliveries/watch.ts'
import { viewOf } from '#features/jobs/view.ts'
import { mayWrite } from '#features/messages/limits.ts'
import { messageWords as talk } from '#features/messages/words.ts'
import { originOf, startDeposit } from '#features/payments/actions.ts'
import { paysOnline } from '#features/payments/rules.ts'
import { shownName } from '#features/settings/rules.ts'
import { codesOfLink } from '#identity/link-codes/queries.ts'
import { checkForm, type FormState, fieldError, parseForm, readFields, shownAgain, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { Toast } from '#ui/block.tsx'
import { AnswerEstimate, answerEstimate } from './answer-actions.ts'
import { getEstimateForReader } from './read.ts'
import { offerOf } from './rules.ts'
import { addOnsName, approvedPrice } from './shown.ts'
import { Say, say } from './thread.ts'
import { EstimatePage, type Reader } from './views.tsx'
import { isWaitingForDeposit } from './views-outcome.tsx'
import { estimateWords as words } from './words.ts'

/** Where a reader reads an estimate, and what stands around it there. */
export interface Reading {
  readonly ctx: ReaderCtx
  /** Missing where the link itself says which. */
  readonly id: string | undefined
  readonly self: string
  readonly links: Reader['links']
  readonly back?: Child
  readonly elsewhere?: Child
  readonly at?: string
}
type LinkContext = Context<Envs['link'], `/${string}/:token/${string}`>

interface Forms {
  readonly answer?: FormState
  readonly ask?: FormState
}

/** The estimate as this reader may see it, with a form that came back. */
export async function showEstimate(
  c: Context,
  { ctx, id, links, back, elsewhere, at }: Reading,
  forms: Forms = {},
  status: 200 | 422 = 422,
) {
  const { codes, ...found } = await getEstimateForReader(ctx, id)
  // Only a link brings codes, and then the context is a link's.
  const code = codes && (await codeAskOf(c as LinkContext, found.asked.content, codes))
  const hasPaid = c.req.query('paid') === '1'
  const isPreview = ctx.audience === 'customer' && ctx.isPreview
  const content = (
    <EstimatePage
      {...found}
      reader={{
        ...{ view: viewOf(ctx), viewer: ctx.viewer, isPreview, links },
        isForwarded: ctx.identity.forwardedTo !== undefined,
        paysOnline: (minor) => paysOnline(ctx.shop, ctx.viewer, isPreview, minor),
      }}
      {...{ back, elsewhere, hasPaid, form: forms.answer, ask: forms.ask }}
      code={code && <CodeField form={forms.answer} {...code} />}
    />
  )
  const isAnswered = c.req.query('answered') !== undefined
  return show(c, content, {
    ...{
      title: words.number(found.asked.content.offer?.number ?? ''),
      isDeciding: true,
      scripts: links.uploads ? ['offer', 'signing', 'files'] : ['offer', 'signing'],
    },
    ...(at ? { at } : {}),
    status: forms.answer || forms.ask ? status : 200,
    ...watch(c, ctx, 'estimate', found.estimate.id),
    ...(isWaitingForDeposit(found.estimate, hasPaid) ? { refresh: 3 } : {}),
    flash: isAnswered ? (
      <Toast text={words.thanks(shownName(ctx.shop))} />
    ) : (
      c.req.query('asked') && <Toast text={words.ask.sent} />
    ),
  })
}

/** Takes an answer, and leads on to the deposit where one is asked; "Show my price" is the same form, looked at again. */
export async function takeAnswer(c: Context, reading: Reading) {
  const { ctx, id, self } = reading
  const raw = await readFields(c)
  const values = textsOf(raw)
  if (raw['answer'] === 'price') return showEstimate(c, reading, { answer: { errors: {}, values } }, 200)
  const form = checkForm(AnswerEstimate, { ...raw, [addOnsName]: raw[addOnsName] ?? [] })
  if (!form.ok) return showEstimate(c, reading, { answer: shownAgain(form, values) })
  const answered = await answerEstimate(ctx, id, form.value, async ({ asked: { content }, codes }) => {
    if (ctx.audience !== 'link') return {}
    // As above: the audience says which context it is.
    const proof = await provenByCode(c as LinkContext, form, content, codes ?? (await ctx.read(codesOfLink)))
    return proof.form.ok ? { proven: proof.proven } : { errors: proof.form.errors }
  })
  if ('errors' in answered) return showEstimate(c, reading, { answer: { errors: answered.errors, values } })
  const leadsOn = answered.depositMinor > 0 && paysOnline(ctx.shop, ctx.viewer, false, answered.depositMinor)
  if (!leadsOn) return c.redirect(`${self}?answered=1`, 303)
  // The yes is kept; where Stripe gives no answer now, the page it leads to has the button.
  return c.redirect((await payNow(reading).catch(unlessDown)) ?? `${self}?answered=1`, 303)
}

/** Leads to the payment page for what is left of the deposit, or back where nothing is. */
export async function takeDeposit(c: Context, reading: Reading) {
  return c.redirect((await payNow(reading)) ?? reading.self, 303)
}

async function payNow({ ctx, id, self }: Reading): Promise<string | undefined> {
  const { estimate, asked } = await getEstimateForReader(ctx, id)
  if (asked.request.state !== 'approved') return undefined
  const { parts, offer } = offerOf(asked.content)
  const { depositMinor } = approvedPrice(asked.decisions, parts, offer)
  if (estimate.isBilled || depositMinor - estimate.depositPaidMinor <= 0) return undefined
  return startDeposit(ctx, {
    ...{ estimateId: estimate.id, customerId: estimate.customerId, amountMinor: depositMinor, currency: estimate.currency },
    ...{ label: words.depositLabel(offer.number), jobId: estimate.jobId ?? undefined },
    ...{ successUrl: `${originOf(ctx) + self}?paid=1`, cancelUrl: originOf(ctx) + self },
  })
}

function unlessDown(error: unknown): undefined {
  if (error instanceof PaymentsUnavailable) return undefined
  throw error
}

/** Takes a question. */
export async function takeQuestion(c: Context, reading: Reading) {
  const { ctx, id, self } = reading
  const form = await parseForm(c, Say)
  if (!form.ok) return showEstimate(c, reading, { ask: form })
  const { estimate } = await getEstimateForReader(ctx, id)
  if (!(await mayWrite(ctx)))
    return showEstimate(c, reading, { ask: fieldError(textsOf(await readFields(c)), 'body', talk.write.tooOften) })
  await say(ctx, estimate, form.value)
  return c.redirect(`${self}?asked=1#questions`, 303)
}
