import { createHash, randomBytes } from 'node:crypto'
import * as v from 'valibot'
import { createFaults, suffer } from '#local/faults.ts'
import { type Answer, createLocalServer, type Incoming, json, type LocalServer, parseJson, seeOther } from '#local/http.ts'
import { choosePage, homePage, refusedPage } from './pages.ts'
import { createKeys, type Grant, Twist } from './tokens.ts'

export interface GoogleDoubleOptions {
  readonly clientId: string
  readonly clientSecret: string
  /** The one address that people may be led back to, to the letter. */
  readonly redirectUri: string
  /** Opens `/_control`. */
  readonly control?: boolean
}

/** Google as this product uses it: discovery, the page where an account is chosen, tokens and keys, on loopback. */
export function createGoogleDouble(options: GoogleDoubleOptions): LocalServer {
  const keys = createKeys()
  const faults = createFaults()
  const grants = new Map<string, Grant>()
  let twist: Twist = v.parse(Twist, {})
  let origin = ''

  const discovery = () => ({
    issuer: origin,
    authorization_endpoint: `${origin}/o/oauth2/v2/auth`,
    token_endpoint: `${origin}/token`,
    jwks_uri: `${origin}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
  })

  function authorize({ method, url, body }: Incoming): Answer | Promise<Answer> {
    const query = url.searchParams
    const reason = problemOf(query, options)
    if (reason) return refusedPage(reason)
    const back = (fields: Record<string, string>) =>
      `${options.redirectUri}?${new URLSearchParams({ ...fields, state: query.get('state') ?? '' })}`
    if (method === 'GET') return choosePage(query.toString(), back({ error: 'access_denied' }))
    const code = `4/${randomBytes(24).toString('base64url')}`
    grants.set(code, {
      ...{ clientId: options.clientId, redirectUri: options.redirectUri, challenge: query.get('code_challenge') ?? '' },
      ...{ nonce: query.get('nonce') ?? '', email: new URLSearchParams(body).get('email') ?? '' },
    })
    return seeOther(back({ code }))
  }

  function exchange({ body }: Incoming): Answer {
    const form = new URLSearchParams(body)
    const code = form.get('code') ?? ''
    const grant = grants.get(code)
    // A code counts once, whatever comes of it.
    grants.delete(code)
    if (form.get('client_id') !== options.clientId || form.get('client_secret') !== options.clientSecret)
      return json({ error: 'invalid_client' }, 401)
    const digest = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isGranted = grant && digest === grant.challenge && form.get('redirect_uri') === grant.redirectUri
    if (form.get('grant_type') !== 'authorization_code' || !isGranted) return json({ error: 'invalid_grant' }, 400)
    const idToken = keys.sign(origin, grant, options.clientSecret, twist)
    return json({ access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', expires_in: 3599, id_token: idToken })
  }

  function control(incoming: Incoming): Answer {
    const { pathname } = incoming.url
    if (pathname === '/_control/faults') return faults.control(incoming)
    if (pathname === '/_control/rotation') keys.rotate()
    if (pathname === '/_control/twist') twist = v.parse(Twist, parseJson(incoming.body) ?? {})
    return json({ twist })
  }

  return createLocalServer({
    answer(incoming) {
      const path = incoming.url.pathname
      if (path.startsWith('/_control/') && options.control) return Promise.resolve(control(incoming))
      return suffer(
        faults.take(path),
        (status) => json({ error: 'server_error' }, status),
        async () => {
          if (path === '/') return homePage()
          if (path === '/.well-known/openid-configuration') return json(discovery())
          if (path === '/oauth2/v3/certs') return json(keys.published())
          if (path === '/o/oauth2/v2/auth') return authorize(incoming)
          if (path === '/token' && incoming.method === 'POST') return exchange(incoming)
          return json({ error: 'not_found' }, 404)
        },
      )
    },
    started(port) {
      origin = `http://127.0.0.1:${port}`
    },
  })
}

function problemOf(query: URLSearchParams, { clientId, redirectUri }: GoogleDoubleOptions): string | undefined {
  if (query.get('client_id') !== clientId) return 'invalid_client'
  if (query.get('redirect_uri') !== redirectUri) return 'redirect_uri_mismatch'
  if (query.get('response_type') !== 'code') return 'unsupported_response_type'
  const isWhole = query.get('state') && query.get('nonce') && query.get('code_challenge')
  const scopes = query.get('scope')?.split(' ') ?? []
  if (!isWhole || query.get('code_challenge_method') !== 'S256' || !scopes.includes('openid')) return 'invalid_request'
  return undefined
}
