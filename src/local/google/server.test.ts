import { createHash } from 'node:crypto'
import { createLocalJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createGoogleDouble } from './server.ts'
import { subjectOf } from './subject.ts'

const client = { clientId: 'nameplate.test', clientSecret: 'a secret' }
const redirectUri = 'http://localhost:8787/google/callback'
const double = createGoogleDouble({ ...client, redirectUri, control: true })
const verifier = 'v'.repeat(43)
let origin = ''

beforeAll(async () => {
  origin = `http://127.0.0.1:${await double.listen(0)}`
})
afterAll(() => double.close())

const asked = {
  ...{ client_id: client.clientId, redirect_uri: redirectUri, response_type: 'code', scope: 'openid email' },
  ...{ state: 's', nonce: 'n', code_challenge_method: 'S256' },
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
}
const address = (changes: Record<string, string> = {}) =>
  `${origin}/o/oauth2/v2/auth?${new URLSearchParams({ ...asked, ...changes })}`

async function codeFor(email: string): Promise<string> {
  const body = new URLSearchParams({ email })
  const response = await fetch(address(), { method: 'POST', body, redirect: 'manual' })
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? ''
}
async function exchange(changes: Record<string, string>) {
  const { clientId: client_id, clientSecret: client_secret } = client
  const form = { grant_type: 'authorization_code', code_verifier: verifier, redirect_uri: redirectUri, client_id, client_secret }
  const response = await fetch(`${origin}/token`, { method: 'POST', body: new URLSearchParams({ ...form, ...changes }) })
  return { status: response.status, body: (await response.json()) as { id_token?: string; error?: string } }
}
const keys = async () => createLocalJWKSet(await (await fetch(`${origin}/oauth2/v3/certs`)).json())

it('says where everything is, and signs what its keys prove', async () => {
  const discovery = await (await fetch(`${origin}/.well-known/openid-configuration`)).json()
  expect(discovery).toMatchObject({ issuer: origin, token_endpoint: `${origin}/token`, jwks_uri: `${origin}/oauth2/v3/certs` })
  const { body } = await exchange({ code: await codeFor('dana@mail.test') })
  const { payload } = await jwtVerify(body.id_token ?? '', await keys(), { issuer: origin, audience: client.clientId })
  expect(payload).toMatchObject({ sub: subjectOf('dana@mail.test'), email: 'dana@mail.test', email_verified: true, nonce: 'n' })
  await fetch(`${origin}/_control/rotation`, { method: 'POST' })
  const later = await exchange({ code: await codeFor('dana@mail.test') })
  await jwtVerify(later.body.id_token ?? '', await keys(), { issuer: origin, audience: client.clientId })
})

it.each([
  [{ client_id: 'other' }, 'invalid_client'],
  [{ redirect_uri: 'https://evil.test/' }, 'redirect_uri_mismatch'],
  [{ response_type: 'token' }, 'unsupported_response_type'],
  [{ code_challenge_method: 'plain' }, 'invalid_request'],
  [{ state: '' }, 'invalid_request'],
  [{ scope: 'email' }, 'invalid_request'],
])('keeps whoever comes with %o', async (changes, reason) => {
  const response = await fetch(address(changes as Record<string, string>))
  expect([response.status, (await response.text()).includes(reason)]).toEqual([400, true])
})

it('gives a token for a code once, to its client alone, who has the verifier', async () => {
  const code = await codeFor('dana@mail.test')
  expect((await exchange({ code })).status).toBe(200)
  expect((await exchange({ code })).body.error).toBe('invalid_grant')
  for (const changes of [{ client_secret: 'no' }, { code_verifier: 'x'.repeat(43) }, { redirect_uri: 'https://evil.test/' }])
    expect((await exchange({ code: await codeFor('dana@mail.test'), ...changes })).status).toBeGreaterThanOrEqual(400)
})
