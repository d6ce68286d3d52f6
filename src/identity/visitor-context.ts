import type { Actor, BaseCtx, SystemCtx, VisitorCtx } from '#context.ts'
import type { Guard } from '#database/write.ts'
import { deskLanguage, type Language } from '#lib/language.ts'
import { type Occasion, openContext } from './open-context.ts'

const open = { queries: [], values: {}, admit: () => {}, guards: [] } as const

/** Somebody we know nothing of: may read the shop's face and try to sign in. */
export function visitorContext(occasion: Occasion): VisitorCtx {
  const isAtDesk = occasion.base.startsWith('/admin/')
  return withAudience(
    'visitor',
    openContext(occasion, {
      ...{ ...open, actor: { kind: 'visitor' } },
      needsPortal: !isAtDesk,
      language: () => (isAtDesk ? deskLanguage : undefined),
    }),
  )
}

/** The shop's own clockwork, under a name that its events carry. With a `reader`, what it writes is for somebody outside. */
export function systemContext(occasion: Occasion, name: string, reader?: Reader): SystemCtx {
  const door = { ...open, actor: { kind: 'system' as const, name } }
  return withAudience('system', openContext(occasion, reader ? { ...door, language: () => reader.language } : door))
}

/** Somebody known by their mail alone: the shop's clockwork, whose events carry their name and whose writes hold only while `guards` do. */
export function mailContext(occasion: Occasion, actor: Actor, guards: readonly Guard[]): SystemCtx {
  return withAudience('system', openContext(occasion, { ...open, actor, guards }))
}

/** Whom the clockwork writes to: what they chose to read in, or nothing where they read as the shop does. */
export interface Reader {
  readonly language: Language | undefined
}

/** The shop itself in place of whoever asked: what it does by itself, such as a document that is made once, is its own doing. */
export function asSystem({ tenant, deps, requestId, now, base, host, network, device }: BaseCtx, name: string): SystemCtx {
  return systemContext({ tenant, deps, requestId, now, base, host, network, device, command: undefined }, name)
}

/** Adds to a context without reading its `shop`, which is known only later. */
export function withAudience<A extends string, C extends object, E extends object>(
  audience: A,
  ctx: C,
  extra?: E,
): C & E & { audience: A } {
  const descriptors = { ...Object.getOwnPropertyDescriptors(ctx), ...(extra ? Object.getOwnPropertyDescriptors(extra) : {}) }
  return Object.defineProperties(
    {},
    { ...descriptors, audience: { value: audience, enumerable: true, configurable: true } },
  ) as C & E & { audience: A } // all properties of the three, nothing else
}
