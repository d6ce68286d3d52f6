import type { Context } from 'hono'
import type { AppEnv, Envs, ReaderCtx } from '#context.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { noteFetched } from './actions.ts'
import type { DeliverySubject } from './rules.ts'

type C = Context<AppEnv> | Context<Envs['customer']> | Context<Envs['link']> | Context

/**
 * For a page of something that was sent, after its read: where it says that a person looks at it. A link that is fetched is noted
 * behind the page. Nothing where staff preview, where a link was passed on, and once it was seen and nothing there is unread.
 */
export function watch(c: C, ctx: ReaderCtx, kind: DeliverySubject, id: string): { readonly seen?: string } {
  if (ctx.identity.forwardedTo !== undefined) return {}
  if (ctx.audience === 'customer') return ctx.isPreview ? {} : { seen: href(ctx.base, paths.portal.seen[kind], { id }) }
  c.executionCtx.waitUntil(noteFetched(ctx))
  return ctx.delivery?.seenAt && ctx.viewer.unread === 0
    ? {}
    : { seen: href(ctx.base, paths.link.seen[kind], { token: ctx.token }) }
}
