import type { SQL } from 'drizzle-orm'
import { raw } from '#database/sql.ts'
import { assets } from './schema.ts'

type Given = SQL | ReturnType<typeof raw.placeholder>

const searched = [assets.name, assets.plate, assets.vin, assets.unitNumber, assets.make, assets.model]

/** What a search looks at; `like` is a pattern with \ as its escape. */
export const foundWhere = (like: Given): SQL =>
  raw`(${raw.join(
    searched.map((column) => raw`${column} LIKE ${like} ESCAPE '\\'`),
    raw` OR `,
  )})`

/** Whether its next service is due up to a day, or its odometer is past it. */
export const dueWhere = (soonOn: Given): SQL => raw`(${assets.state} <> 'sold' AND (${assets.serviceDueOn} <= ${soonOn}
  OR (${assets.odometer} >= ${assets.serviceDueAt})))`
