import { scryptAsync } from '@noble/hashes/scrypt.js'
import { base64url } from 'jose'
import { sameText } from '#lib/token.ts'

/** What the shop's password asks of a machine: 32 MB and three rounds (OWASP Password Storage Cheat Sheet, scrypt). */
const cost = { logN: 15, r: 8, p: 3 }
const bytes = 32

/** A password as it is kept: `scrypt$15$8$3$<salt>$<hash>`. */
export async function hashOf(password: string, salt = crypto.getRandomValues(new Uint8Array(16))): Promise<string> {
  const { logN, r, p } = cost
  return `scrypt$${logN}$${r}$${p}$${base64url.encode(salt)}$${await stretched(password, salt, cost)}`
}

/** What stands in for the hash of somebody who has none, so that looking takes as long. No password has it: its hash is empty. */
const nobody = `scrypt$${cost.logN}$${cost.r}$${cost.p}$${base64url.encode(new Uint8Array(16))}$`

/** Whether this is the password of a hash; without a hash never, in the same time. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  const [kind, logN, r, p, salt = '', hash = ''] = (kept ?? nobody).split('$')
  if (kind !== 'scrypt') throw new Error('A password is kept in an unknown form')
  const found = await stretched(password, base64url.decode(salt), { logN: Number(logN), r: Number(r), p: Number(p) })
  return sameText(found, hash)
}

async function stretched(password: string, salt: Uint8Array, { logN, r, p }: typeof cost): Promise<string> {
  // One spelling of what looks the same (RFC 8265 asks for a normal form; NIST SP 800-63B names NFKC).
  return base64url.encode(await scryptAsync(password.normalize('NFKC'), salt, { N: 2 ** logN, r, p, dkLen: bytes }))
}
