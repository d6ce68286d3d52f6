import { and, asc, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import { raw, sql, theCustomer, theNow } from '#database/sql.ts'
import { assets } from '#features/assets/schema.ts'
import { isLetIn } from '#features/customers/access.ts'
import { greetedName } from '#features/customers/queries.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { handoverTries } from './rules.ts'
import { handoverClaims, handovers, passports } from './schema.ts'

const theAsset = raw.placeholder('id')

/** What of a passport stands, whether there is a row or not. */
const passport = {
  generation: raw<number>`coalesce(${passports.generation}, 1)`,
  passportVersion: raw<number>`coalesce(${passports.version}, 0)`,
  openedAt: passports.openedAt,
  showsName: raw<number>`coalesce(${passports.showsName}, 0)`,
  showsPlate: raw<number>`coalesce(${passports.showsPlate}, 0)`,
  showsVin: raw<number>`coalesce(${passports.showsVin}, 0)`,
  showsHistory: raw<number>`coalesce(${passports.showsHistory}, 0)`,
}
/** The hand-over that can be used now, if there is one. */
const handover = {
  handoverId: handovers.id,
  handoverTries: handovers.tries,
  handoverUntil: handovers.expiresAt,
  handoverOwner: handovers.customerId,
  passesHistory: handovers.passesHistory,
}
const isUsable = and(
  isNull(handovers.usedAt),
  isNull(handovers.revokedAt),
  gt(handovers.expiresAt, theNow),
  lt(handovers.tries, handoverTries),
  eq(handovers.customerId, assets.ownerId),
)

/** The passport of thing `:id` of the customer who reads. */
export const passportForCustomer = sql
  .select({ id: assets.id, name: assets.name, ...passport, ...handover })
  .from(assets)
  .leftJoin(passports, eq(passports.assetId, assets.id))
  .leftJoin(handovers, and(eq(handovers.assetId, assets.id), isUsable))
  .where(and(eq(assets.id, theAsset), eq(assets.ownerId, theCustomer), isNull(assets.archivedAt)))
  .orderBy(desc(handovers.createdAt))
  .limit(1)
export type OwnPassport = Awaited<ReturnType<typeof passportForCustomer.execute>>[number]

/** What its public page can say of thing `:id`: what it does say, its owner ticked. Nothing of who that is. */
export const passportOfAsset = sql
  .select({
    ...{ id: assets.id, kind: assets.kind, name: assets.name, plate: assets.plate, vin: assets.vin },
    ...{ year: assets.year, make: assets.make, model: assets.model, archivedAt: assets.archivedAt },
    ...passport,
    ...handover,
  })
  .from(assets)
  .leftJoin(passports, eq(passports.assetId, assets.id))
  .leftJoin(handovers, and(eq(handovers.assetId, assets.id), isUsable))
  .where(eq(assets.id, theAsset))
  .orderBy(desc(handovers.createdAt))
  .limit(1)
export type Passport = Awaited<ReturnType<typeof passportOfAsset.execute>>[number]

/** A claim `:claim`, with the hand-over it is for: only the browser that keeps its secret may have it. */
export const claimById = sql
  .select({
    ...{ id: handoverClaims.id, claimant: handoverClaims.claimant, company: handoverClaims.company, email: handoverClaims.email },
    ...{ browser: handoverClaims.browser, generation: handoverClaims.generation, tries: handoverClaims.tries },
    ...{ codeExpiresAt: handoverClaims.codeExpiresAt, takenAt: handoverClaims.takenAt },
    ...{ handoverId: handovers.id, assetId: handovers.assetId, ownerId: handovers.customerId, makerId: handovers.contactId },
    passesHistory: handovers.passesHistory,
    assetName: assets.name,
    year: assets.year,
    make: assets.make,
    model: assets.model,
  })
  .from(handoverClaims)
  .innerJoin(handovers, eq(handovers.id, handoverClaims.handoverId))
  .innerJoin(assets, eq(assets.id, handovers.assetId))
  .where(eq(handoverClaims.id, raw.placeholder('claim')))
export type Claim = Awaited<ReturnType<typeof claimById.execute>>[number]

/** As whom the mailbox of claim `:claim` is let in, who came last before others; and whether it is with the owner already. */
export const contactsOfClaim = sql
  .select({ id: contacts.id, customerId: contacts.customerId })
  .from(contacts)
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .innerJoin(people, eq(people.id, contacts.personId))
  .where(and(eq(people.email, raw`(SELECT c.email FROM handover_claims c WHERE c.id = ${raw.placeholder('claim')})`), isLetIn))
  .orderBy(desc(contacts.seenAt), asc(contacts.createdAt))
  .limit(50)

/** What the shop is told of hand-over `:handover`: what it was, from whom it came and to whom it went. */
export const handoverForMail = sql
  .select({
    assetId: handovers.assetId,
    name: raw<string>`coalesce((SELECT o.kept ->> '$.name' FROM ownerships o WHERE o.asset_id = ${handovers.assetId}
      AND o.customer_id = ${handovers.customerId} AND o.until_at = ${handovers.usedAt}), ${assets.name})`,
    usedAt: handovers.usedAt,
    fromName: customers.name,
    ownerName: raw<string | null>`(SELECT c.name FROM ownerships o JOIN customers c ON c.id = o.customer_id
      WHERE o.asset_id = ${handovers.assetId} AND o.from_at = ${handovers.usedAt})`,
    ownerId: raw<
      string | null
    >`(SELECT o.customer_id FROM ownerships o WHERE o.asset_id = ${handovers.assetId} AND o.from_at = ${handovers.usedAt})`,
  })
  .from(handovers)
  .innerJoin(assets, eq(assets.id, handovers.assetId))
  .innerJoin(customers, eq(customers.id, handovers.customerId))
  .where(eq(handovers.id, raw.placeholder('handover')))

/** Who made hand-over `:handover`, as long as the portal lets them in. */
export const makerForMail = sql
  .select({ email: people.email, name: greetedName })
  .from(handovers)
  .innerJoin(contacts, eq(contacts.id, handovers.contactId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .innerJoin(people, eq(people.id, contacts.personId))
  .where(and(eq(handovers.id, raw.placeholder('handover')), isLetIn))
