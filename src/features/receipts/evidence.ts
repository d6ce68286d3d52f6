import type { Profile } from '#features/settings/rules.ts'
import { maskEmail } from '#lib/email.ts'
import { formatQuantity } from '#lib/money.ts'
import { formatInstant } from '#lib/time.ts'
import type { Receipt } from './receipt.ts'
import { wayOf } from './told.ts'
import { receiptWords as words } from './words.ts'

export interface Fact {
  readonly label: string
  readonly value: string
  readonly isCode?: boolean
}
type Clock = Pick<Profile, 'locale'>

/** An instant of a record to the minute, on the clock of the shop at that time, with its zone. */
export function whenOf(receipt: Pick<Receipt, 'body'>, { locale }: Clock, at = Date.parse(receipt.body.at)): string {
  return formatInstant(at, { locale, zone: receipt.body.zone }, 'full')
}

/** How we know who it was, fact by fact; what was erased says so. */
export function evidenceOf(receipt: Receipt, shop: Clock): Fact[] {
  const { body, payload } = receipt
  const { facts } = words
  const number = (n: number) => formatQuantity(n * 1000, shop.locale)
  const personal = payload
    ? [
        { label: facts.proved, value: proofOf(receipt, payload, shop) },
        { label: facts.recorded, value: payload.recordedBy ?? '' },
        {
          label: body.proof.method === 'staff_word' ? facts.putDownFrom : facts.from,
          value: [payload.device, payload.ip].filter(Boolean).join(', '),
        },
      ]
    : []
  return [
    { label: labelOfPerson(receipt), value: personOf(receipt, shop) },
    { label: facts.when, value: whenOf(receipt, shop) },
    ...personal,
    { label: facts.consent, value: body.consent },
    { label: facts.checked, value: body.checklist.join('; ') },
    { label: facts.terms, value: body.terms ? words.version(body.terms.number) : '' },
    { label: facts.po, value: body.poNumber ?? '' },
    {
      label: facts.record,
      value: body.sequence === 1 ? words.first('1') : words.follows(number(body.sequence), number(body.sequence - 1)),
    },
    { label: facts.fingerprint, value: grouped(receipt.sha256), isCode: true },
  ].filter(({ value }) => value !== '')
}

function labelOfPerson({ body, kind, payload }: Receipt): string {
  const { facts } = words
  if (kind === 'override') return facts.decided
  if (body.actor.kind === 'staff') return facts.said
  return payload?.signature ? facts.signed : facts.answered
}

function personOf({ payload, erasedAt, body }: Receipt, { locale }: Clock): string {
  if (!payload) return words.erased(formatInstant(erasedAt ?? 0, { locale, zone: body.zone }, 'year'))
  // Who was handed a link typed a name: nobody knows whose people they are.
  return [payload.name, body.door === 'forward' ? '' : payload.company].filter(Boolean).join(', ')
}

function proofOf(receipt: Receipt, payload: NonNullable<Receipt['payload']>, shop: Clock): string {
  const { proof, door } = receipt.body
  const { proofs } = words
  const mailbox = payload.email ? maskEmail(payload.email) : ''
  const time = proof.at ? whenOf(receipt, shop, Date.parse(proof.at)) : ''
  switch (proof.method) {
    case 'session':
      return proofs.session(mailbox, time)
    case 'mailed_link':
      return proofs.mailedLink(mailbox, time)
    case 'mailed_code':
      return proofs.mailedCode(mailbox, time)
    case 'staff_word':
      return proofs.word(
        payload.recordedBy ?? payload.name,
        [wayOf(door), saidAt(receipt, payload, shop)].filter(Boolean).join(', '),
      )
    case 'none':
      return payload.forwardedBy && payload.forwardedTo ? proofs.forwarded(payload.forwardedBy, payload.forwardedTo) : proofs.none
    default:
      return proof.method satisfies never
  }
}

/** When it was said, where that was told: an instant, or as somebody wrote it. */
function saidAt(receipt: Receipt, { saidAt }: NonNullable<Receipt['payload']>, shop: Clock): string {
  if (!saidAt) return ''
  const at = Date.parse(saidAt)
  return /T\d\d:\d\d.*Z$/.test(saidAt) && !Number.isNaN(at) ? whenOf(receipt, shop, at) : saidAt
}

/** In fours, so that two people can compare it aloud. */
export function grouped(sha256: string): string {
  return sha256.match(/.{1,4}/g)?.join(' ') ?? ''
}

/** Drawn strokes as one SVG path in the pad's own coordinates. */
export function pathOf(strokes: readonly (readonly number[])[]): string {
  return strokes.map(strokePath).join('')
}
function strokePath(stroke: readonly number[]): string {
  const points: string[] = []
  for (let i = 0; i + 1 < stroke.length; i += 2) points.push(`${stroke[i]} ${stroke[i + 1]}`)
  // A tap is a dot: a line of no length with round ends.
  return `M${points.join('L')}${points.length === 1 ? `L${points[0]}` : ''}`
}
