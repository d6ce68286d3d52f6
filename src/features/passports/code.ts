import { base64url } from 'jose'
import type { BaseCtx } from '#context.ts'
import { customerOrigin } from '#identity/item-links.ts'
import { bodyOf } from '#lib/id.ts'
import { isGenuine, type Keyring, makeToken, readToken, sameText } from '#lib/token.ts'

const letters = '23456789abcdefghjkmnpqrstvwxyz'
const length = 8

/** The code of a hand-over: 8 characters without any that look alike (39 bits), derived from its row and never stored. */
export async function handoverCode(keys: Keyring, id: string): Promise<string> {
  const bytes = base64url.decode(await keys.mac('hand-over code', id))
  let rest = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)
  let code = ''
  for (let i = 0; i < length; i++) {
    code += letters[Number(rest % 30n)]
    rest /= 30n
  }
  return code
}

/** As people read it: "k7pm 3xwd". */
export const shownCode = (code: string) => `${code.slice(0, 4)} ${code.slice(4)}`

/** Whether what somebody typed is this code: capitals, spaces and dashes do not matter. */
export function isCode(typed: string, code: string): boolean {
  return sameText(typed.toLowerCase().replace(/[\s\-–—.·]/g, ''), code)
}

const purpose = 'pas'

/** Where the public page of a thing is: the same address until its generation counts up. */
export async function passportAddress({ deps, tenant }: Pick<BaseCtx, 'deps' | 'tenant'>, assetId: string, generation: number) {
  const token = await makeToken(tenant.keys, purpose, tenant.key, bodyOf(assetId), generation)
  return `${customerOrigin(deps, tenant)}/view/passport/${token}`
}

/** The thing whose page this token opens; undefined for a token that was never one. */
export function assetOf(text: string): string | undefined {
  const token = readToken(text)
  return token?.purpose === purpose ? `ast_${token.row}` : undefined
}

/** Whether the shop made the token for this generation. */
export async function opens(keys: Keyring, text: string, generation: number): Promise<boolean> {
  const token = readToken(text)
  return token !== undefined && isGenuine(keys, token, generation)
}
