import type { Context, MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import type { Role } from '#features/team/rules.ts'
import type { AppEnv, Envs } from './context.ts'

/** What a route must say about who may come, beside its audience. */
interface Needs {
  /** Anybody, at a known shop. */
  anyone: []
  /** A signed-in contact of this shop, on this host. */
  customer: []
  /** The holder of an item link. */
  link: []
  staff: [roles: readonly Role[]]
  /** Anybody, at no shop: the platform's own few pages. */
  platform: []
  webhook: []
}
export type Audience = keyof Needs

/**
 * How a member of staff showed that it is them, at most ten minutes ago: 'fresh' with a passkey, an authenticator's code or a
 * recovery code; 'fresh or first' also by their mailbox, as long as they have nothing else to show.
 */
export type Proof = 'fresh' | 'fresh or first'

export interface Route<A extends Audience = Audience, P extends string = string> {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: P
  readonly audience: A
  readonly needs: Needs[A][0]
  /** Asked for before it is reached, and again inside of everything it writes. */
  readonly proof?: Proof
  /** Its form may bring files along: without a script the browser sends them with the words. */
  readonly isBringing?: boolean
}

const audience = <A extends Audience>(name: A) => {
  const verb =
    (method: Route['method']) =>
    <const P extends string>(path: P, ...[needs]: Needs[A]): Route<A, P> => ({ method, path, audience: name, needs })
  return { get: verb('GET'), post: verb('POST'), put: verb('PUT') }
}
export const anyone = audience('anyone')
export const customer = audience('customer')
export const link = audience('link')
export const staff = audience('staff')
export const platform = audience('platform')
export const webhook = audience('webhook')

/** A route for those alone who showed just now that it is them: money that goes back, Stripe, ways to sign in. */
export const proven = <P extends string>(route: Route<'staff', P>): Route<'staff', P> => ({ ...route, proof: 'fresh' })
/** The same, on the way to what they will show from now on. */
export const enrolling = <P extends string>(route: Route<'staff', P>): Route<'staff', P> => ({
  ...route,
  proof: 'fresh or first',
})

/** A form that may bring files along. */
export const bringing = <A extends 'customer' | 'link' | 'anyone', P extends string>(route: Route<A, P>): Route<A, P> => ({
  ...route,
  isBringing: true,
})

export type Handlers<T> =
  T extends Route<infer A, infer P>
    ? (c: Context<Envs[A], P>) => Response | Promise<Response>
    : { readonly [K in keyof T]: Handlers<T[K]> | Late<T[K]> }
/** A group's handlers, read with the first request that passed the guard of one: the start, which somebody waits for, does not. */
type Late<T> = T extends Route ? never : () => Promise<Handlers<T>>

/** One handler for each route of a group: a route without a handler, or a handler without a route, does not compile. */
export const handle = <T>(_routes: T, handlers: Handlers<T>) => handlers

export type Guards = {
  readonly [A in Audience]: (needs: Needs[A][0], proof?: Proof, isBringing?: boolean) => MiddlewareHandler<Envs[A]>
}

type AnyHandler = (c: Context<AppEnv>) => Response | Promise<Response>

/** The only place that gives a path to Hono. Each route gets the guard its row asks for. */
export function mount<T extends object>(routes: T, handlers: Handlers<T> | Late<T>, guards: Guards): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  for (const [names, route] of named(routes)) {
    // The row names its audience, and `Handlers` tied the handler to the same row: the types meet again here.
    const guard = guards[route.audience] as unknown as (
      needs: unknown,
      proof?: Proof,
      isBringing?: boolean,
    ) => MiddlewareHandler<AppEnv>
    app.on(route.method, route.path, guard(route.needs, route.proof, route.isBringing), handlerAt(handlers, names))
  }
  return app
}

/** The handler that some names lead to; where a late group lies on the way, one that asks for the group first. */
function handlerAt(place: object, names: readonly string[]): AnyHandler {
  const [name, ...rest] = names
  if (name === undefined) return place as AnyHandler
  if (typeof place === 'function') return async (c) => handlerAt(await place(), names)(c)
  return handlerAt((place as Record<string, object>)[name] ?? {}, rest)
}

/** Every route of a table with the names that lead to it. */
function* named(routes: object, above: readonly string[] = []): Generator<[names: readonly string[], route: Route]> {
  for (const [name, value] of Object.entries(routes)) {
    const names = [...above, name]
    if (isRoute(value)) yield [names, value]
    else yield* named(value, names)
  }
}

/** Every route of a table, for the tests that visit them all. */
export function* walk(routes: object): Generator<Route> {
  for (const [, route] of named(routes)) yield route
}

const isRoute = (value: object): value is Route => 'audience' in value

type Param<P extends string> = P extends `${string}:${infer Rest}`
  ? Rest extends `${infer Name}/${infer More}`
    ? Name | Param<More>
    : Rest
  : never
type Params<P extends string> = [Param<P>] extends [never] ? [] : [params: Record<Param<P>, string>]

/** The address of a route under a base such as `/portal`. */
export function href<P extends string>(base: string, route: Route<Audience, P>, ...[params]: Params<P>): string {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string> | undefined)?.[name] ?? ''),
  )
  return path === '/' ? base || '/' : base + path
}
