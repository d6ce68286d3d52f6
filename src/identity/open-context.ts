import { getTableColumns } from 'drizzle-orm'
import { newsOf } from '#clock/topics.ts'
import type { Action, Actor, BaseCtx, Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { type RowsOf, raw, type Statement, sql } from '#database/sql.ts'
import type { Values } from '#database/statement.ts'
import { type Change, type Guard, write } from '#database/write.ts'
import { AppError, tooMany } from '#errors.ts'
import { claimForm, record } from '#features/activity/actions.ts'
import { allTabs, type Profile, shownName } from '#features/settings/rules.ts'
import { profile } from '#features/settings/schema.ts'
import type { Command } from '#lib/form.ts'
import { bodyOf, type Id, newId } from '#lib/id.ts'
import { type Language, languageOf, localeIn, speak } from '#lib/language.ts'
import { report } from '#middleware/report.ts'
import { middlewareWords as words } from '#middleware/words.ts'
import { type Limit, takeTurn } from '#platform/tenants/limits.ts'

/** What stands in front of every read, and in every write, of one kind of visitor. */
export interface Door<T extends readonly Statement[]> {
  readonly actor: Actor
  /** Read together with the page, before any of its rows is handed out. */
  readonly queries: T
  readonly values: Values
  /** Looks at those rows and throws when this visitor may not come in. */
  admit(rows: RowsOf<T>): void
  /** The same, inside the batch of a write. */
  readonly guards: readonly Guard[]
  /** Customers meet the portal only while the shop has it switched on. */
  readonly needsPortal?: boolean
  /** What this visitor chose to read in, where they did: else they read as the shop does. Missing where the desk reads, or nobody. */
  language?(): Language | undefined
}

export type Occasion = Pick<
  BaseCtx,
  'tenant' | 'deps' | 'requestId' | 'now' | 'base' | 'host' | 'network' | 'device' | 'from'
> & {
  /** The form that was sent, where one was. */
  readonly command: Command | undefined
}

// How far the shop's events had come: rows lie in the order they were written.
const lastEvent = raw<number>`(SELECT coalesce(max(rowid), 0) FROM events)`
const theProfile = sql
  .select({ ...getTableColumns(profile), lastEvent })
  .from(profile)
  .limit(1)

type Face = Profile & { readonly lastEvent: number }

/** The two doors to a shop's database, with the visitor's own check built in, so that no handler can forget it. */
export function openContext<const T extends readonly Statement[]>(occasion: Occasion, door: Door<T>): BaseCtx {
  const { tenant, deps, now } = occasion
  let shop: Profile | undefined
  let house: Profile | undefined
  let isCommandSpent = false
  let readUpTo: number | undefined

  return {
    ...occasion,
    actor: door.actor,
    get shop() {
      if (!shop) throw new Error('The shop is known only after the first read')
      return shop
    },
    get house() {
      if (!house) throw new Error('The shop is known only after the first read')
      return house
    },
    get lastEvent() {
      return readUpTo ?? 0
    },
    async read<const Q extends readonly Statement[]>(queries: Q, params: Values = {}): Promise<RowsOf<Q>> {
      const all = [theProfile, ...door.queries, ...queries] as const
      const rows = (await read(tenant.database, all, { now, ...params, ...door.values })) as unknown as [Face[], ...unknown[]]
      const [profiles, ...rest] = rows
      const [row] = profiles
      if (!row) throw new Error(`The database of ${tenant.key} has no profile`)
      const { lastEvent, ...found } = row
      readUpTo = Math.min(readUpTo ?? lastEvent, lastEvent)
      house = { ...found, tabs: allTabs(found.tabs) }
      shop = house
      if (door.language) speak(languageOf(found.locale))
      if (door.needsPortal && !shop.isPortalOn) throw portalOff(shownName(shop))
      try {
        door.admit(rest.slice(0, door.queries.length) as RowsOf<T>) // as many rows as queries went in, in their order
      } finally {
        // Who is known and may not come in reads why in their language too.
        const chosen = door.language?.()
        if (chosen) {
          speak(chosen)
          shop = { ...house, locale: localeIn(chosen, found.locale) }
        }
      }
      return rest.slice(door.queries.length) as RowsOf<Q>
    },
    async write(action: Action, changes: readonly Change[]) {
      const unasked = action.mails?.filter((mail) => mail.isUnasked).length ?? 0
      if (unasked > 0) await countUnasked(unasked)
      const eventId = newId('evt')
      const happening = { eventId, actor: door.actor, requestId: occasion.requestId, now }
      const claim = claimForm('id' in door.actor ? door.actor.id : door.actor.kind, action, occasion.command, happening)
      await arm(now + 5_000, action)
      const outcome = await write(tenant.database, [
        ...door.guards,
        claim,
        ...changes,
        ...record(action, happening),
        ...(action.consequences ?? []).flatMap((one) => record(one, { ...happening, eventId: newId('evt') })),
      ])
      await arm(Math.min(...(action.mails ?? []).map((mail) => mail.dueAt ?? now)), action)
      await tell(action)
      return outcome
    },
    newId<P extends string>(prefix: P): Id<P> {
      if (!occasion.command || isCommandSpent) return newId(prefix)
      isCommandSpent = true
      return `${prefix}_${bodyOf(occasion.command.id)}`
    },
  }

  /** A shop that mails strangers without end is no shop. Throws too_many past 100 a day. */
  async function countUnasked(times: number) {
    const hasRoom = await takeTurn(deps, [{ ...unaskedLimit(tenant), times }])
    if (!hasRoom) throw tooMany('Your shop sent 100 invitations today. Go on tomorrow; nothing was changed now.')
  }

  /** Open pages hear that something changed. What was written stands, whatever becomes of its news: they look again when they are touched. */
  async function tell(action: Action) {
    await deps
      .clock(tenant.key)
      .tell(newsOf(action))
      .catch((error: unknown) => report(error, occasion.requestId, tenant.key))
  }

  /** Before the batch for past its timeout, so a crash between batch and alarm loses nothing; after it for when it is due. */
  async function arm(at: number, action: Action) {
    if (action.mails?.length) await deps.clock(tenant.key).arm(at)
  }
}

/** So many mails that nobody asked for a shop sends on one day. */
export const unaskedLimit = ({ key }: Pick<Tenant, 'key'>): Limit => ({ key: `unasked:${key}`, max: 100, windowMs: 86_400_000 })

function portalOff(shop: string) {
  return new AppError(
    'unavailable',
    () => words.portalOff,
    () => words.portalOffText(shop),
  )
}
