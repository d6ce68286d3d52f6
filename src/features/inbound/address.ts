import { base64url } from 'jose'
import type { BaseCtx } from '#context.ts'
import { bodyOf } from '#lib/id.ts'
import { sameText } from '#lib/token.ts'

/** Who answers what: one conversation, and one contact or member of staff. `generation` counts up to end every address before it. */
export interface Answerer {
  readonly threadId: string
  readonly recipientId: string
  readonly generation: number
}

/** What the part before the @ says: which shop made it, and where to look for whom it was made for. */
export interface ReplyToken {
  readonly shopKey: string
  readonly thread: string
  readonly recipient: string
  readonly mac: string
}

/** How many characters of an id an address carries: where several share them, the proof tells them apart. */
const tailLength = 8
const tailOf = (id: string) => bodyOf(id).slice(-tailLength)

/** The address that answers to this conversation go to; undefined where the platform takes no mail in. Derived, so nothing is stored. */
export async function replyAddress(
  { deps, tenant }: Pick<BaseCtx, 'deps' | 'tenant'>,
  whose: Answerer,
): Promise<string | undefined> {
  const { domain } = deps.mailIn
  if (!domain) return undefined
  const mac = await macOf(tenant, whose)
  return `reply+${tenant.key}.${tailOf(whose.threadId)}${tailOf(whose.recipientId)}${mac}@${domain}`
}

/** Finds our address among those a mail was brought to; says nothing about whether it is genuine. Servers may have changed its case. */
export function readReplyAddress(addresses: readonly string[], domain: string | undefined): ReplyToken | undefined {
  for (const address of addresses) {
    const match = /<?\breply\+([a-z0-9]{4,14})\.([0-9a-f]{8})([0-9a-f]{8})([a-z2-7]{26})@([a-z0-9.-]+)>?\s*$/i.exec(address)
    const [, shopKey, thread, recipient, mac, host] = (match ?? []).map((part) => part.toLowerCase())
    if (shopKey && thread && recipient && mac && domain && host === domain.toLowerCase())
      return { shopKey, thread, recipient, mac }
  }
  return undefined
}

/** Whether the shop made this address for them: `now` as it stands, `before` when it ended since, `never` when it is forged. */
export async function standingOf(
  { tenant }: Pick<BaseCtx, 'tenant'>,
  { mac }: ReplyToken,
  whose: Answerer,
): Promise<'now' | 'before' | 'never'> {
  for (let generation = whose.generation; generation >= Math.max(0, whose.generation - mostBefore); generation--) {
    if (sameText(mac, await macOf(tenant, { ...whose, generation }))) return generation === whose.generation ? 'now' : 'before'
  }
  return 'never'
}
/** So many addresses that ended are still known for ours. */
const mostBefore = 20

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'
/** 128 bits in letters and digits whose case says nothing: some servers write all addresses small. */
async function macOf({ keys }: BaseCtx['tenant'], { threadId, recipientId, generation }: Answerer): Promise<string> {
  const bytes = base64url.decode(await keys.mac('reply address', `${threadId}.${recipientId}.${generation}`)).slice(0, 16)
  let [text, bits, held] = ['', 0, 0]
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >> bits) & 31]
    }
  }
  return text + alphabet[(held << (5 - bits)) & 31]
}
