import { and, asc, eq, isNotNull, isNull, or, type SQL } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { customers } from '#features/customers/schema.ts'
import { dueWhere, foundWhere } from './found.ts'
import { assets } from './schema.ts'

export const filters = ['all', 'due', 'out', 'archived'] as const
export type Filter = (typeof filters)[number]
export const pageSize = 50

interface ListOptions {
  readonly filter: Filter
  /** A pattern for LIKE, or undefined. */
  readonly like: string | undefined
  readonly page: number
  /** The customer whose things alone are listed. */
  readonly owner: string | undefined
  /** Up to this day a service counts as due. */
  readonly soonOn: string
}

/** One page of what the shop's customers own, or of what one of them does, and how many there are. */
export function listQueries({ filter, like, page, owner, soonOn }: ListOptions) {
  const scopes: Readonly<Record<Filter, SQL | undefined>> = {
    all: isNull(assets.archivedAt),
    due: and(isNull(assets.archivedAt), dueWhere(raw`${soonOn}`)),
    out: and(isNull(assets.archivedAt), eq(assets.state, 'out_of_service')),
    archived: isNotNull(assets.archivedAt),
  }
  const isFound = like ? or(foundWhere(raw`${like}`), raw`${customers.name} LIKE ${like} ESCAPE '\\'`) : undefined
  const found = and(scopes[filter], owner ? eq(assets.ownerId, owner) : undefined, isFound)
  const rows = listed(soonOn)
    .where(found)
    .orderBy(asc(assets.name), asc(assets.id))
    .limit(pageSize)
    .offset((page - 1) * pageSize)
  const count = sql
    .select({ count: raw<number>`count(*)` })
    .from(assets)
    .innerJoin(customers, eq(customers.id, assets.ownerId))
    .where(found)
  return [rows, count] as const
}

const listed = (soonOn: string | ReturnType<typeof raw.placeholder>) =>
  sql
    .select({
      ...{ id: assets.id, kind: assets.kind, name: assets.name, state: assets.state, unitNumber: assets.unitNumber },
      ...{ plate: assets.plate, year: assets.year, make: assets.make, model: assets.model, depot: assets.depot },
      ...{ odometer: assets.odometer, odometerUnit: assets.odometerUnit },
      ...{ serviceDueOn: assets.serviceDueOn, serviceDueAt: assets.serviceDueAt },
      ownerName: customers.name,
      /** Whether a warranty on it ends soon. */
      warrantyEndsOn: raw<
        string | null
      >`(SELECT min(w.until_on) FROM warranties w WHERE w.asset_id = assets.id AND w.removed_at IS NULL
        AND w.customer_id = assets.owner_id AND w.until_on <= ${soonOn} AND w.until_on >= ${raw`date(${soonOn}, '-30 days')`})`,
    })
    .from(assets)
    .innerJoin(customers, eq(customers.id, assets.ownerId))

/** The first few of customer `:id`, and how many there are, for their record. */
export const someOfCustomer = listed(raw.placeholder('soonOn'))
  .where(and(eq(assets.ownerId, raw.placeholder('id')), isNull(assets.archivedAt)))
  .orderBy(asc(assets.name), asc(assets.id))
  .limit(5)
export const countOfCustomer = sql
  .select({ count: raw<number>`count(*)` })
  .from(assets)
  .where(and(eq(assets.ownerId, raw.placeholder('id')), isNull(assets.archivedAt)))
export type ListedAsset = Awaited<ReturnType<typeof someOfCustomer.execute>>[number]
