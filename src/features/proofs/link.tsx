import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { forwardsOf } from '#features/approvals/addresses.ts'
import { portalAddress } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { type Reading, showProof, takeAnswer, takePin, takeReply } from './reader-page.tsx'

const { proof, approvals } = paths.link
const { show, decide, pin, reply } = proof

/** The one proof that a mailed link opens. */
export const linkProof = handle(
  { show, decide, pin, reply },
  {
    show: (c) => showProof(c, readingOf(c)),
    decide: (c) => takeAnswer(c, readingOf(c)),
    pin: (c) => takePin(c, readingOf(c)),
    reply: (c) => takeReply(c, readingOf(c), c.req.param('pin')),
  },
)

function readingOf(c: Context<Envs['link'], `/proof/:token${string}`>): Reading {
  const { ctx } = c.var
  const { base, token } = ctx
  return {
    ctx,
    links: {
      self: href(base, proof.show, { token }),
      decide: href(base, proof.decide, { token }),
      pin: href(base, proof.pin, { token }),
      reply: (pin) => href(base, proof.reply, { token, pin }),
      file: (file) => href(base, proof.file, { token, id: file }),
      record({ id, body }) {
        const isTheirs = ctx.identity.forwardedTo === undefined || JSON.parse(body).actor.id === ctx.linkId
        return isTheirs ? href(base, approvals.proof.show, { token, id }) : undefined
      },
      // Which proof it is shows with the read.
      get passOn() {
        return forwardsOf(portalAddress(ctx.deps, ctx.tenant), 'proof', ctx.subjectId)
      },
    },
  }
}
