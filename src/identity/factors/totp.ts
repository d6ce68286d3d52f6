import type { StaffCtx } from '#context.ts'
import { late } from '#lib/late.ts'
import type { Factor } from './queries.ts'
import { tidied } from './rules.ts'

const codes = late(() => import('otpauth'))

/** Steps of 30 seconds before and after now whose codes count: clocks differ, and people type slowly (RFC 6238, 5.2). */
const skew = 1

/** The address an authenticator scans, and the key it holds for those who type it. */
export async function offerOf(secret: string, shopName: string, email: string) {
  const { TOTP, Secret } = await codes()
  // What an app shows in one line, and a QR code holds with room to spare.
  const issuer = [...shopName].slice(0, 40).join('')
  const totp = new TOTP({ issuer, label: email, secret: Secret.fromBase32(secret) })
  return { address: totp.toString(), secret }
}

/** A key of 160 bits, as base32 (RFC 4226, 4). */
export async function newKey(): Promise<string> {
  const { Secret } = await codes()
  return new Secret({ size: 20 }).base32
}

/** The time step whose code was typed, or undefined where it is nobody's. `sealed` is the key as it is stored. */
export async function stepOf({ tenant, now }: StaffCtx, { sealedSecret }: Factor, typed: string): Promise<number | undefined> {
  if (!sealedSecret) return undefined
  const { TOTP, Secret } = await codes()
  const secret = Secret.fromBase32(await tenant.keys.decrypt(sealedSecret))
  const away = TOTP.validate({ token: tidied(typed), secret, timestamp: now, window: skew })
  return away === null ? undefined : TOTP.counter({ timestamp: now }) + away
}
