import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { base64url } from 'jose'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { shownName } from '#features/settings/rules.ts'
import { newSecret, sameText } from '#lib/token.ts'
import type { Factor } from './queries.ts'
import { offerMs } from './rules.ts'

type Purpose = 'add' | 'show'
const utf8 = new TextEncoder()

/** What a browser's answer must at least be; the library looks at the rest. */
const Answer = v.pipe(
  v.string(),
  v.maxLength(20_000),
  v.parseJson(),
  v.looseObject({ id: v.string(), rawId: v.string(), type: v.literal('public-key'), response: v.looseObject({}) }),
)

/** What the browser makes a passkey from, as JSON. */
export async function creationOptions(ctx: StaffCtx, factors: readonly Factor[]): Promise<string> {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  const { me, deps, shop } = ctx
  const options = await generateRegistrationOptions({
    rpName: shownName(shop),
    rpID: deps.staff.hostname,
    userID: new Uint8Array(utf8.encode(me.id)),
    userName: me.email,
    userDisplayName: me.name,
    challenge: await newChallenge(ctx, 'add'),
    attestationType: 'none',
    excludeCredentials: idsOf(factors).map((id) => ({ id })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    timeout: offerMs,
  })
  return JSON.stringify(options)
}

/** What the browser shows a passkey for, as JSON; undefined where there is none. */
export async function requestOptions(ctx: StaffCtx, factors: readonly Factor[]): Promise<string | undefined> {
  const ids = idsOf(factors)
  if (ids.length === 0) return undefined
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  const options = await generateAuthenticationOptions({
    rpID: ctx.deps.staff.hostname,
    challenge: await newChallenge(ctx, 'show'),
    allowCredentials: ids.map((id) => ({ id })),
    userVerification: 'required',
    timeout: offerMs,
  })
  return JSON.stringify(options)
}

const idsOf = (factors: readonly Factor[]) => factors.flatMap(({ credentialId }) => credentialId ?? [])

/** The passkey a browser made for us, or undefined where its answer is not whole, not for here, or not for this session. */
export async function madePasskey(ctx: StaffCtx, text: string) {
  const answer = v.safeParse(Answer, text)
  if (!answer.success) return undefined
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      // Its shape is the library's to judge: it throws where it is wrong.
      response: answer.output as unknown as RegistrationResponseJSON,
      expectedChallenge: async (challenge) => (await askedAt(ctx, 'add', challenge)) !== undefined,
      ...place(ctx),
    })
    if (!registrationInfo) return undefined
    const { id, publicKey, counter } = registrationInfo.credential
    return { credentialId: id, publicKey: base64url.encode(publicKey), counter }
  } catch {
    return undefined
  }
}

/** Which passkey a browser showed and how often it has signed, with the instant it was asked; undefined where it does not count. */
export async function shownPasskey(ctx: StaffCtx, factors: readonly Factor[], text: string) {
  const answer = v.safeParse(Answer, text)
  const factor = answer.success ? factors.find(({ credentialId }) => credentialId === answer.output.id) : undefined
  if (!answer.success || !factor?.publicKey || !factor.credentialId) return undefined
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  let at: number | undefined
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer.output as unknown as AuthenticationResponseJSON,
      async expectedChallenge(challenge) {
        at = await askedAt(ctx, 'show', challenge)
        return at !== undefined
      },
      credential: {
        id: factor.credentialId,
        publicKey: new Uint8Array(base64url.decode(factor.publicKey)),
        counter: factor.counter,
      },
      ...place(ctx),
    })
    return verified && at !== undefined ? { factor, counter: authenticationInfo.newCounter, askedAt: at } : undefined
  } catch {
    return undefined
  }
}

const place = ({ deps }: StaffCtx) => ({
  expectedOrigin: deps.staff.origin,
  expectedRPID: deps.staff.hostname,
  requireUserVerification: true,
})

/**
 * A challenge of this session's own, for one purpose: when it was made, chance, and our mark on both. It is stored nowhere; what it
 * is answered with counts once, because a passkey that was used since it was made is refused.
 */
async function newChallenge(ctx: StaffCtx, purpose: Purpose): Promise<string> {
  const said = `${ctx.now}.${newSecret(16)}`
  return `${said}.${await markOf(ctx, purpose, said)}`
}

/** When a challenge was made, ms, if it was made here and a moment ago. `challenge` comes as browsers send it: base64url. */
async function askedAt(ctx: StaffCtx, purpose: Purpose, challenge: string): Promise<number | undefined> {
  const [time = '', chance = '', mark = ''] = new TextDecoder().decode(base64url.decode(challenge)).split('.')
  const isOurs = sameText(mark, await markOf(ctx, purpose, `${time}.${chance}`))
  return isOurs && Number(time) >= ctx.now - offerMs ? Number(time) : undefined
}

const markOf = ({ tenant, sessionId }: StaffCtx, purpose: Purpose, said: string) =>
  tenant.keys.mac(`passkey challenge ${purpose}`, `${sessionId}.${said}`)
