import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { forwardsOf } from '#features/approvals/addresses.ts'
import { talkHref } from '#features/messages/views-rows.tsx'
import { hasTab } from '#features/settings/rules.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Back } from '#ui/block.tsx'
import { type Reading, showProof, takeAnswer, takePin, takeReply } from './reader-page.tsx'

const { proofs, jobs, approvals } = paths.portal

/** Proofs for whoever is signed in. */
export const portalProofs = handle(proofs, {
  show: (c) => showProof(c, readingOf(c)),
  decide: (c) => takeAnswer(c, readingOf(c)),
  pin: (c) => takePin(c, readingOf(c)),
  reply: (c) => takeReply(c, readingOf(c), c.req.param('pin')),
})

function readingOf(c: Context<Envs['customer'], `/proofs/:id${string}`>): Reading {
  const { ctx } = c.var
  const { base } = ctx
  const id = c.req.param('id') ?? ''
  return {
    ctx,
    id,
    links: {
      self: href(base, proofs.show, { id }),
      decide: href(base, proofs.decide, { id }),
      passOn: forwardsOf(base, 'proof', id),
      pin: href(base, proofs.pin, { id }),
      reply: (pin) => href(base, proofs.reply, { id, pin }),
      file: (file) => href(base, paths.portal.files.show, { id: file }),
      // The shop is known once the page was read.
      ask: (job) => (hasTab(ctx.shop, 'messages') ? talkHref(base, job) : undefined),
      record: ({ id }) => href(base, approvals.show, { id }),
    },
    back: ({ asked: { job } }) => job && <Back href={href(base, jobs.show, { id: job.id })} label={job.title} />,
  }
}
