import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import type { TestContact } from '#testing/world.ts'
import { start } from '#testing/world.ts'
import { requestAssets, requestDrafts, requests } from './schema.ts'

/** A request and a draft of this contact's, whose every text begins with one word. */
export function requestSaying(
  word: string,
  { request, draft, asset }: { readonly request: string; readonly draft: string; readonly asset: string },
  { customerId, contactId, email = '' }: TestContact,
  number = 901,
): Change[] {
  return [
    sql.insert(requests).values({
      ...{ id: request, number, kind: 'service', stateAt: start, createdAt: start, customerId, contactId },
      ...{ name: `${word} person`, company: `${word} company`, email, phone: '(937) 555-0142', what: `${word} request` },
      ...{ sizes: `${word} sizes`, notes: `${word} notes` },
    }),
    sql.insert(requestAssets).values({ requestId: request, assetId: asset }),
    sql.insert(requestDrafts).values({
      ...{ id: draft, kind: 'quote', contactId, createdAt: start, expiresAt: start + 365 * 86_400_000 },
      content: { texts: { what: `${word} draft`, notes: `${word} notes` }, assets: [] },
    }),
  ]
}
