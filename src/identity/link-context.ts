import { and, eq, isNull } from 'drizzle-orm'
import type { Identity, LinkCtx, Viewer } from '#context.ts'
import { raw, sql, theLink } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { gone, notFound } from '#errors.ts'
import { isLetIn, isStillLetIn } from '#features/customers/access.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { deliveries } from '#features/deliveries/schema.ts'
import { unreadAbout } from '#features/messages/counters.ts'
import type { Language } from '#lib/language.ts'
import { isGenuine, type LinkToken } from '#lib/token.ts'
import { middlewareWords as words } from '#middleware/words.ts'
import { viewerColumns } from './customer-context.ts'
import { isNotLongSettled } from './item-links.ts'
import { type Occasion, openContext } from './open-context.ts'
import { type ItemPurpose, itemLinks } from './schema.ts'
import { withAudience } from './visitor-context.ts'

/** A mailed link just opens for 30 days; after that its recipient asks for a fresh one. */
export const linkFreshMs = 30 * 86_400_000

const liveLink = sql
  .select({
    ...viewerColumns,
    purpose: itemLinks.purpose,
    subjectId: itemLinks.subjectId,
    generation: itemLinks.generation,
    mailedAt: itemLinks.mailedAt,
    forwardedTo: itemLinks.forwardedTo,
    mayDecide: itemLinks.mayDecide,
    expiresAt: itemLinks.expiresAt,
    sentAt: deliveries.sentAt,
    openedAt: deliveries.openedAt,
    seenAt: deliveries.seenAt,
    unreadThread: unreadAbout(itemLinks.subjectId, itemLinks.contactId),
  })
  .from(itemLinks)
  .innerJoin(contacts, eq(contacts.id, itemLinks.contactId))
  .innerJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .leftJoin(deliveries, and(eq(deliveries.subjectId, itemLinks.subjectId), eq(deliveries.contactId, itemLinks.contactId)))
  .where(and(eq(itemLinks.id, theLink), isNotLongSettled, isNull(itemLinks.revokedAt), isLetIn))

/** The holder of a mailed link to one item: opens that item alone, with the rights of the contact it was mailed to. */
export async function linkContext(occasion: Occasion, text: string, token: LinkToken): Promise<LinkCtx> {
  const id = `lnk_${token.row}`
  const { keys } = occasion.tenant
  // The generation is only known from the row, so the mac of every plausible one is made before the read, which stays a single trip.
  const generation = await generationOf(token, keys)
  const known: {
    language?: Language | null
    viewer?: Viewer
    subjectId?: string
    identity?: Identity
    delivery?: LinkCtx['delivery']
  } = {}
  const ctx = openContext(occasion, {
    actor: {
      kind: 'link',
      id,
      get name() {
        return known.viewer?.contactName ?? ''
      },
    },
    queries: [liveLink],
    values: { link: id },
    admit([[row]]) {
      if (!row || row.purpose !== purposes[token.purpose] || row.generation !== generation) throw notFound('link')
      // What was passed on has an end of its own, after which nobody is offered a fresh one.
      if (row.expiresAt !== null && row.expiresAt <= occasion.now) throw notFound('link')
      known.language = row.language
      if (row.mailedAt + linkFreshMs < occasion.now) throw staleLink()
      known.viewer = viewerOf(row)
      known.identity = row.forwardedTo
        ? { method: 'none', at: row.mailedAt, forwardedTo: row.forwardedTo, forwardedBy: row.contactName }
        : { method: 'mailed_link', at: row.mailedAt }
      known.subjectId = row.subjectId
      known.delivery = row.sentAt === null ? undefined : { openedAt: row.openedAt, seenAt: row.seenAt }
    },
    get guards() {
      return [assert(isLive(id, generation, occasion.now), 'link ended')]
    },
    language: () => known.language ?? undefined,
    needsPortal: true,
  })
  return withAudience('link', ctx, {
    linkId: id,
    token: text,
    purpose: token.purpose,
    get viewer() {
      if (!known.viewer) throw new Error('The viewer is known only after the first read')
      return known.viewer
    },
    get identity() {
      if (!known.identity) throw new Error('The identity is known only after the first read')
      return known.identity
    },
    get delivery() {
      return known.delivery
    },
    get subjectId() {
      if (!known.subjectId) throw new Error('The item is known only after the first read')
      return known.subjectId
    },
  })
}

type LinkRow = Awaited<ReturnType<typeof liveLink.execute>>[number]

/** A link that was passed on never does more than its maker may do now, and pays nothing. */
function viewerOf({ forwardedTo, mayDecide, ...row }: LinkRow): Viewer {
  const isForwarded = forwardedTo !== null
  return {
    ...row,
    ...{
      theme: row.theme ?? undefined,
      invoicesDue: 0,
      asked: 0,
      unread: row.unreadThread && !isForwarded ? 1 : 0,
      requestsAnswered: 0,
      others: [],
    },
    contactName: forwardedTo ?? row.contactName,
    canApprove: row.canApprove && mayDecide,
    canPay: row.canPay && !isForwarded,
  }
}

/** What a token's first word stands for in the row. */
export const purposes: Readonly<Record<string, ItemPurpose>> = { inv: 'invoice', job: 'work', prf: 'proof', est: 'estimate' }

/** Past its time, but once ours: the page offers to mail a fresh one to the same mailbox. */
export function staleLink() {
  return gone(
    () => words.oldLink,
    () => words.oldLinkText,
  )
}

// A renewal a month for eight years.
const generationsTried = 100

/** Which generation of the row this token proves, or 0. */
export async function generationOf(token: LinkToken, keys: Parameters<typeof isGenuine>[0]): Promise<number> {
  for (let generation = 1; generation <= generationsTried; generation++)
    if (await isGenuine(keys, token, generation)) return generation
  return 0
}

const isLive = (id: string, generation: number, now: number) => raw`EXISTS (
  SELECT 1 FROM item_links l JOIN contacts c ON c.id = l.contact_id
  WHERE l.id = ${id} AND l.generation = ${generation} AND l.revoked_at IS NULL AND (l.expires_at IS NULL OR l.expires_at > ${now})
    AND ${isStillLetIn})`
