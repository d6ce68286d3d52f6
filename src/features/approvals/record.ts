import type { BaseCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change } from '#database/write.ts'
import { canonicalJson, type Json, noRecord, payloadDigest, seal } from '#lib/sealed-record.ts'
import { newSecret } from '#lib/token.ts'
import type { Answer, Door, Outcome, ProofMethod, RecordKind } from './rules.ts'
import { approvalPayloads, approvals } from './schema.ts'

/** Drawn: strokes of x and y in turn, on a pad of this size. */
export type Signature =
  | { readonly kind: 'typed'; readonly name: string }
  | {
      readonly kind: 'drawn'
      readonly name: string
      readonly width: number
      readonly height: number
      readonly strokes: readonly (readonly number[])[]
    }

/** What a record says for ever, without a word about any person. */
export interface RecordBody {
  readonly version: 1
  readonly shop: string
  readonly id: string
  readonly sequence: number
  readonly previous: string
  readonly kind: RecordKind
  readonly request: string | null
  readonly subject: string
  readonly job: string | null
  readonly customer: string
  readonly edition: { readonly number: number; readonly sha256: string } | null
  readonly outcome: Outcome
  readonly decisions: readonly {
    readonly key: string
    readonly answer: Answer
    readonly part: string
    readonly amountMinor: number | null
  }[]
  /** What this act said yes to, before tax; null where nothing has a price. */
  readonly approvedMinor: number | null
  readonly currency: string | null
  readonly consent: string
  readonly terms: { readonly number: number; readonly sha256: string } | null
  readonly checklist: readonly string[]
  readonly poNumber: string | null
  readonly door: Door
  /** Who: what kind of person, and the row that stands for them. */
  readonly actor: { readonly kind: 'contact' | 'link' | 'staff' | 'system'; readonly id: string }
  readonly proof: { readonly method: ProofMethod; readonly at: string | null }
  /** SHA-256 of the payload with its salt. */
  readonly payload: string
  /** UTC, ISO 8601, and the shop's zone. */
  readonly at: string
  readonly zone: string
}

/** Who and in what words: kept apart, because the law may ask to erase it. */
export interface RecordPayload {
  readonly name: string
  readonly email: string | null
  readonly company: string
  /** What they said to single parts, by key. */
  readonly comments: Readonly<Record<string, string>>
  readonly note: string
  readonly signature: Signature | null
  readonly ip: string
  readonly userAgent: string
  readonly device: string
  /** Where somebody else put it down: who that was, and when and how the person said it. */
  readonly recordedBy: string | null
  readonly saidAt: string | null
  /** Who passed the link on, and for whom it was made. */
  readonly forwardedBy: string | null
  readonly forwardedTo: string | null
}

export type Facts = Omit<RecordBody, 'version' | 'shop' | 'sequence' | 'previous' | 'payload' | 'at' | 'zone'> & {
  readonly editionId: string | null
}

export interface Head {
  readonly sequence: number
  readonly sha256: string
}

export interface Sealed {
  readonly sha256: string
  /** The record and its payload; refused with 'chain moved' when another record came first. */
  readonly inserts: readonly Change[]
}

/** Which key a shop signs with: its first, until there is a reason for another. */
export const keyIdOf = (shopKey: string) => `${shopKey}.1`

/** Closes a decision into the shop's chain behind `head`, signed. */
export async function sealRecord(
  ctx: Pick<BaseCtx, 'tenant' | 'now' | 'shop'>,
  head: Head | undefined,
  { editionId, ...facts }: Facts,
  payload: RecordPayload,
): Promise<Sealed> {
  const { tenant, now, shop } = ctx
  const salt = newSecret(16)
  const payloadText = canonicalJson(payload as unknown as Json) // an interface has no index signature, though it is plain JSON
  const place = { sequence: (head?.sequence ?? 0) + 1, previous: head?.sha256 ?? noRecord }
  const body: RecordBody = {
    version: 1,
    shop: tenant.key,
    ...place,
    ...facts,
    payload: await payloadDigest(payloadText, salt),
    at: new Date(now).toISOString(),
    zone: shop.timeZone,
  }
  const sealed = await seal(body as unknown as Json, await tenant.keys.signer(keyIdOf(tenant.key))) // as above
  const row = {
    ...{ id: facts.id, sequence: place.sequence, kind: facts.kind, requestId: facts.request, subjectId: facts.subject },
    ...{ jobId: facts.job, customerId: facts.customer, editionId, edition: facts.edition?.number ?? null },
    ...{ outcome: facts.outcome, previousSha256: place.previous, at: now, ...sealed },
  }
  return {
    sha256: sealed.sha256,
    inserts: [
      assert(raw`(SELECT coalesce(max(sequence), 0) FROM approvals) = ${place.sequence - 1}`, 'chain moved'),
      sql.insert(approvals).values(row),
      sql.insert(approvalPayloads).values({ approvalId: facts.id, payload: payloadText, salt }),
    ],
  }
}
