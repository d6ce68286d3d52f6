import { and, eq, isNull } from 'drizzle-orm'
import type { VisitorCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne } from '#database/write.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'
import { modelOf } from '#features/assets/rules.ts'
import { assets, ownerships } from '#features/assets/schema.ts'
import { newLinkKey } from '#features/customers/actions.ts'
import { ensurePerson, invitationMail, noteLinkSent, personOf } from '#features/customers/contact-changes.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import { newId } from '#lib/id.ts'
import { endHandovers } from './actions.ts'
import type { Claim } from './queries.ts'
import { passports } from './schema.ts'

/**
 * Makes a thing the claimant's, in one write with `claimed`, which uses the code up: its old owner's time ends as its new owner's
 * begins, and its public page is off under a new address. Throws Refused('gone') when it was not its old owner's any more.
 */
export async function takeOver(
  ctx: VisitorCtx,
  claim: Claim,
  known: { readonly id: string; readonly customerId: string } | undefined,
  claimed: readonly Change[],
): Promise<void> {
  const { assetId, ownerId, handoverId, passesHistory, assetName } = claim
  const owner = known ? { customerId: known.customerId, changes: [isStillThere(known.id)] } : newOwner(ctx, claim)
  // What its old owner called it says who that was; where it goes without that, it is called by what it is.
  const name = raw<string>`CASE WHEN coalesce((SELECT p.shows_name FROM passports p WHERE p.asset_id = ${assets.id}), 0) OR ${modelOf(claim)} = ''
    THEN ${assets.name} ELSE ${modelOf(claim)} END`
  const end = sql
    .update(ownerships)
    .set({ untilAt: ctx.now, kept: keptOf(assetId), passesHistory })
    .where(and(eq(ownerships.assetId, assetId), eq(ownerships.customerId, ownerId), isNull(ownerships.untilAt)))
  const told = { asset: assetName }
  await ctx.write(
    {
      ...{ kind: 'asset.handed_over', subjectId: assetId, customerId: ownerId, facts: told, isRepeatable: true },
      consequences: [{ kind: 'asset.taken_over', subjectId: assetId, customerId: owner.customerId, facts: told }],
      mails: [
        ...shopAddresses(ctx, undefined).map((to) => ({ kind: 'handover.told', payload: { handover: handoverId, to } })),
        { kind: 'handover.gone', payload: { handover: handoverId }, customerId: ownerId },
        ...('contactId' in owner ? [invitationMail(owner.customerId, owner.contactId)] : []),
      ],
    },
    [
      ...claimed,
      [end, exactlyOne('gone')],
      ...owner.changes,
      sql.insert(ownerships).values({ id: newId('own'), assetId, customerId: owner.customerId, fromAt: ctx.now }),
      sql
        .update(assets)
        .set({ name, unitNumber: null, depot: null, state: 'in_service', version: raw`${assets.version} + 1` })
        .where(and(eq(assets.id, assetId), isNull(assets.archivedAt))),
      exactlyOne('gone'),
      changeKey(assetId),
      endHandovers(ctx.now, assetId),
    ],
  )
}

/** What its old owner goes on reading of it, however its new one calls it. */
const keptOf = (assetId: string) =>
  raw`(SELECT json_object('name', a.name, 'plate', a.plate, 'vin', a.vin, 'year', a.year, 'make', a.make, 'model', a.model)
    FROM assets a WHERE a.id = ${assetId})`

/** Whoever is let in as a contact when they proved their mailbox still is. */
const isStillThere = (contactId: string) =>
  assert(
    raw`EXISTS (SELECT 1 FROM contacts c JOIN customers k ON k.id = c.customer_id WHERE c.id = ${contactId}
      AND c.has_access = 1 AND c.removed_at IS NULL AND k.archived_at IS NULL)`,
    'gone',
  )

/** A customer of their own for a mailbox that is let in nowhere, with the right to all that is theirs. */
function newOwner({ now }: VisitorCtx, { claimant, company, email }: Claim) {
  const [customerId, contactId] = [newId('cus'), newId('con')]
  const rights = { hasAccess: true, canApprove: true, canPay: true, seesPrices: true, isPrimary: true }
  const changes: Change[] = [
    sql.insert(customers).values({
      ...{ id: customerId, name: company || claimant, isCompany: company !== '', linkKey: newLinkKey(), createdAt: now },
    }),
    ensurePerson(now, email, claimant),
    sql.insert(contacts).values({
      ...{ id: contactId, customerId, personId: personOf(email), name: claimant, ...rights },
      ...{ invitedAt: now, invitation: 1, createdAt: now },
    }),
    noteLinkSent(now),
  ]
  return { customerId, contactId, changes }
}

/** Off, showing nothing, and at another address: what was printed for the old owner opens nothing. */
function changeKey(assetId: string): Change {
  const off = { openedAt: null, showsName: false, showsPlate: false, showsVin: false, showsHistory: false }
  return sql
    .insert(passports)
    .values({ assetId, generation: 2, ...off })
    .onConflictDoUpdate({
      target: passports.assetId,
      set: { ...off, generation: raw`${passports.generation} + 1`, version: raw`${passports.version} + 1` },
    })
}
