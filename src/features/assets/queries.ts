import { and, asc, eq, isNull } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { customers } from '#features/customers/schema.ts'
import { assets, ownerships } from './schema.ts'

/** How many vehicles a list to choose from shows. */
export const maxChoices = 500

/** The vehicles to choose from: those `:owner` owns now, or everybody's where it is empty. `:asset` is among them, however many there are. */
export const assetsToChoose = sql
  .select({
    id: assets.id,
    name: assets.name,
    plate: assets.plate,
    vin: assets.vin,
    year: assets.year,
    make: assets.make,
    model: assets.model,
    ownerId: customers.id,
    ownerName: customers.name,
  })
  .from(ownerships)
  .innerJoin(assets, eq(assets.id, ownerships.assetId))
  .innerJoin(customers, eq(customers.id, ownerships.customerId))
  .where(
    and(
      isNull(ownerships.untilAt),
      raw`(${assets.archivedAt} IS NULL OR ${assets.id} = ${raw.placeholder('asset')})`,
      isNull(customers.archivedAt),
      raw`(${raw.placeholder('owner')} = '' OR ${ownerships.customerId} = ${raw.placeholder('owner')})`,
    ),
  )
  .orderBy(raw`${assets.id} = ${raw.placeholder('asset')} DESC`, asc(customers.name), asc(assets.name))
  .limit(maxChoices)
export type AssetChoice = Awaited<ReturnType<typeof assetsToChoose.execute>>[number]
