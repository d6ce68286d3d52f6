import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { base64url } from 'jose'
import * as v from 'valibot'
import { late } from '#lib/late.ts'
import { type Keyring, newSecret, sameText } from '#lib/token.ts'
import { offerMs } from './factors/rules.ts'

/** One question to a browser about its passkeys: where, at what instant, and for whom it counts. */
export interface Ceremony {
  readonly keys: Keyring
  readonly now: number
  /** The address of the pages; its host name is what the passkey is bound to. */
  readonly origin: string
  readonly purpose: 'add' | 'show' | 'sign in'
  /** The session that may answer, or at the door the browser. */
  readonly bound: string
}

/** Who is to have a new passkey, as the device shows them. */
export interface Owner {
  readonly shop: string
  readonly id: string
  readonly email: string
  readonly name: string
}

/** A passkey as it was kept. */
export interface Credential {
  readonly credentialId: string
  /** COSE, base64url. */
  readonly publicKey: string
  readonly counter: number
}

const ceremonies = late(() => import('@simplewebauthn/server'))
const utf8 = new TextEncoder()
const placeOf = ({ origin }: Ceremony) => new URL(origin).hostname

/** What a browser's answer must at least be; the library looks at the rest. */
const Answer = v.pipe(
  v.string(),
  v.maxLength(20_000),
  v.parseJson(),
  v.looseObject({ id: v.string(), rawId: v.string(), type: v.literal('public-key'), response: v.looseObject({}) }),
)

/** Which passkey an answer says it is from; undefined for what is no answer. */
export function credentialIdIn(text: string): string | undefined {
  const answer = v.safeParse(Answer, text)
  return answer.success ? answer.output.id : undefined
}

/** What the browser makes a passkey from, as JSON. `residentKey` asks for one that is found without being named. */
export async function creationOptions(
  ceremony: Ceremony,
  owner: Owner,
  known: readonly string[],
  residentKey: 'preferred' | 'required' = 'preferred',
): Promise<string> {
  const { generateRegistrationOptions } = await ceremonies()
  const options = await generateRegistrationOptions({
    rpName: owner.shop,
    rpID: placeOf(ceremony),
    userID: new Uint8Array(utf8.encode(owner.id)),
    userName: owner.email,
    userDisplayName: owner.name,
    challenge: await newChallenge(ceremony),
    attestationType: 'none',
    excludeCredentials: known.map((id) => ({ id })),
    authenticatorSelection: { residentKey, userVerification: 'required' },
    timeout: offerMs,
  })
  return JSON.stringify(options)
}

/** What the browser shows one of these passkeys for, or any it has for this place where none is named; as JSON. */
export async function requestOptions(ceremony: Ceremony, ids: readonly string[]): Promise<string> {
  const challenge = base64url.encode(utf8.encode(await newChallenge(ceremony)))
  const allowed = ids.map((id) => ({ id, type: 'public-key' }))
  const place = { rpId: placeOf(ceremony), userVerification: 'required', timeout: offerMs }
  return JSON.stringify({ challenge, ...place, allowCredentials: allowed })
}

/** The passkey a browser made for us, or undefined where its answer is not whole, not for here, or not for this session. */
export async function madePasskey(ceremony: Ceremony, text: string): Promise<Credential | undefined> {
  const answer = v.safeParse(Answer, text)
  if (!answer.success) return undefined
  const { verifyRegistrationResponse } = await ceremonies()
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      // Its shape is the library's to judge: it throws where it is wrong.
      response: answer.output as unknown as RegistrationResponseJSON,
      expectedChallenge: async (challenge) => (await askedAt(ceremony, challenge)) !== undefined,
      ...expectedOf(ceremony),
    })
    if (!registrationInfo) return undefined
    const { id, publicKey, counter } = registrationInfo.credential
    return { credentialId: id, publicKey: base64url.encode(publicKey), counter }
  } catch {
    return undefined
  }
}

/** How often a passkey that a browser showed has signed, with the instant it was asked; undefined where it does not count. */
export async function shownPasskey(ceremony: Ceremony, credential: Credential, text: string) {
  const answer = v.safeParse(Answer, text)
  if (!answer.success || answer.output.id !== credential.credentialId) return undefined
  const { verifyAuthenticationResponse } = await ceremonies()
  let at: number | undefined
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer.output as unknown as AuthenticationResponseJSON,
      async expectedChallenge(challenge) {
        at = await askedAt(ceremony, challenge)
        return at !== undefined
      },
      credential: {
        id: credential.credentialId,
        publicKey: new Uint8Array(base64url.decode(credential.publicKey)),
        counter: credential.counter,
      },
      ...expectedOf(ceremony),
    })
    return verified && at !== undefined ? { counter: authenticationInfo.newCounter, askedAt: at } : undefined
  } catch {
    return undefined
  }
}

const expectedOf = (ceremony: Ceremony) => ({
  expectedOrigin: ceremony.origin,
  expectedRPID: placeOf(ceremony),
  requireUserVerification: true,
})

/**
 * A challenge for one purpose and whom it is for: when it was made, chance, and our mark on both. It is stored nowhere; what it is
 * answered with counts once, because a passkey that was used since it was made is refused.
 */
async function newChallenge(ceremony: Ceremony): Promise<string> {
  const said = `${ceremony.now}.${newSecret(16)}`
  return `${said}.${await markOf(ceremony, said)}`
}

/** When a challenge was made, ms, if it was made here and a moment ago. `challenge` comes as browsers send it: base64url. */
async function askedAt(ceremony: Ceremony, challenge: string): Promise<number | undefined> {
  const [time = '', chance = '', mark = ''] = new TextDecoder().decode(base64url.decode(challenge)).split('.')
  const isOurs = sameText(mark, await markOf(ceremony, `${time}.${chance}`))
  return isOurs && Number(time) >= ceremony.now - offerMs ? Number(time) : undefined
}

const markOf = ({ keys, purpose, bound }: Ceremony, said: string) => keys.mac(`passkey challenge ${purpose}`, `${bound}.${said}`)
