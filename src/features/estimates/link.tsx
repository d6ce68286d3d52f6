import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { Elsewhere } from '#features/jobs/views-aside.tsx'
import { portalAddress } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { type Reading, showEstimate, takeAnswer, takeDeposit, takeQuestion } from './reader-page.tsx'

const { estimate, approvals } = paths.link
const { show, answer, ask, pay } = estimate

/** The one estimate that a mailed link opens: no sign-in, and nothing else. */
export const linkEstimate = handle(
  { show, answer, ask, pay },
  {
    show: (c) => showEstimate(c, readingOf(c)),
    answer: (c) => takeAnswer(c, readingOf(c)),
    ask: (c) => takeQuestion(c, readingOf(c)),
    pay: (c) => takeDeposit(c, readingOf(c)),
  },
)

function readingOf(c: Context<Envs['link'], `/estimate/:token${string}`>): Reading {
  const { ctx } = c.var
  const { base, token } = ctx
  const portal = portalAddress(ctx.deps, ctx.tenant)
  return {
    ctx,
    id: undefined,
    self: href(base, show, { token }),
    links: {
      answer: href(base, answer, { token }),
      ask: href(base, ask, { token }),
      pay: href(base, pay, { token }),
      photo: (id) => href(base, estimate.file, { token, id }),
      // Its own link was mailed: from here it takes signing in.
      estimate: (id) => href(portal, paths.portal.estimates.show, { id }),
      record: (id) => href(base, approvals.estimate.show, { token, id }),
    },
    elsewhere: <Elsewhere signIn={href(portal, paths.portal.signIn.form)} />,
  }
}
