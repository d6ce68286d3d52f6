import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { forbidden, notFound } from '#errors.ts'
import { firstName } from '#features/customers/rules.ts'
import { viewOf } from '#features/jobs/view.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkUrl } from '#identity/item-links.ts'
import { type FormState, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { addressOf, forwardsOf, pathInLink } from './addresses.ts'
import { answerByText } from './answer-by.ts'
import { PassOn, passOn, takeBack } from './forward-actions.ts'
import { type Forward, forwardsForCustomer, type Sent, sentForCustomer } from './forward-queries.ts'
import { ForwardsPage, type Listed } from './forward-views.tsx'
import { forwardWords as words } from './forward-words.ts'

const { forwards } = paths.portal
type C = Context<Envs['customer']>

/** Passing one item on: a page for each, with the links made before. */
export const portalForwards = handle(forwards, {
  proof: (c) => showForwards(c, 'proof', c.req.param('id')),
  passProof: (c) => pass(c, 'proof', c.req.param('id')),
  work: (c) => showForwards(c, 'work', c.req.param('id')),
  passWork: (c) => pass(c, 'work', c.req.param('id')),

  async end(c) {
    const { purpose, subjectId } = await takeBack(c.var.ctx, c.req.param('id'))
    return c.redirect(`${forwardsOf(c.var.ctx.base, purpose === 'proof' ? 'proof' : 'work', subjectId)}?taken=1`, 303)
  },
})

async function pass(c: C, kind: 'proof' | 'work', subject: string) {
  const form = await parseForm(c, PassOn)
  const { ctx } = c.var
  const [[sent]] = await ctx.read([sentForCustomer], { subject })
  if (sent?.kind !== kind) throw notFound('Page')
  if (!form.ok) return showForwards(c, kind, subject, form)
  if (form.value.may === 'approve' && (sent.state !== 'open' || sent.isClosed)) {
    const typed = textsOf(await c.req.parseBody())
    return showForwards(c, kind, subject, fieldError(typed, 'may', words.answered))
  }
  const make = async () => {
    const id = await passOn(ctx, sent, form.value)
    return c.redirect(`${forwardsOf(ctx.base, kind, subject)}?made=${id}`, 303)
  }
  return unlessSentBefore(c, make, (again) => showForwards(c, kind, subject, again))
}

async function showForwards(c: C, kind: 'proof' | 'work', subject: string, form?: FormState) {
  const { ctx } = c.var
  const [[sent], links] = await ctx.read([sentForCustomer, forwardsForCustomer], { subject })
  if (sent?.kind !== kind) throw notFound('Page')
  if (!ctx.viewer.canApprove) throw forbidden(words.approversOnly)
  const { base } = ctx
  const made = links.find(({ id }) => id === c.req.query('made'))
  const listed = await Promise.all(links.map((link) => listedOf(c, sent, link, link === made)))
  const addresses = {
    back: addressOf(base, sent),
    make: forwardsOf(base, kind, subject),
    end: (id: string) => href(base, forwards.end, { id }),
  }
  const flash = made ? words.made(made.forwardedTo ?? '', made.forwardedEmail !== null) : c.req.query('taken') && words.taken
  return show(c, <ForwardsPage sent={sent} links={listed} addresses={addresses} form={form} />, {
    ...{ title: words.title, at: 'jobs', isDeciding: true, isSlim: true, status: form ? 422 : 200 },
    flash: flash && <Toast text={flash} />,
  })
}

/** A link as its maker sees it, with a message ready to be sent. */
async function listedOf(c: C, sent: Sent, link: Forward, isNew: boolean): Promise<Listed> {
  const { ctx } = c.var
  const { viewer, shop, now } = ctx
  const { id, forwardedTo, forwardedEmail, mayDecide, expiresAt } = link
  const name = forwardedTo ?? ''
  const until = viewOf(ctx).when(expiresAt ?? now)
  const message = words.ready({
    ...{ to: firstName(name), from: viewer.contactName, kind: sent.kind, title: sent.title, shop: shownName(shop) },
    ...{ mayDecide, until, by: mayDecide && sent.state === 'open' ? answerByText(sent, shop, now) : undefined },
    url: (await itemLinkUrl(ctx.deps, ctx.tenant, link)) + pathInLink(sent.kind),
  })
  return { id, name, email: forwardedEmail, mayDecide, until, message, isNew }
}
