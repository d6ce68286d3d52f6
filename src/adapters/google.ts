import { digestOf } from '#lib/token.ts'

/** The platform's client at Google and Google's addresses (https://accounts.google.com/.well-known/openid-configuration). */
export interface Google {
  readonly clientId: string
  readonly clientSecret: string
  readonly issuer: string
  readonly authorize: string
  readonly token: string
  readonly keys: string
  /** Where forms may lead that end at its page. */
  readonly origin: string
}

/** Google as the environment names it, undefined without a client; `url` puts one server in its place. */
export function googleOf(clientId?: string, clientSecret?: string, url?: string): Google | undefined {
  if (!clientId || !clientSecret) return undefined
  const client = { clientId, clientSecret }
  if (url) {
    const { origin } = new URL(url)
    const addresses = { authorize: `${origin}/o/oauth2/v2/auth`, token: `${origin}/token`, keys: `${origin}/oauth2/v3/certs` }
    return { ...client, ...addresses, issuer: origin, origin }
  }
  return {
    ...client,
    issuer: 'https://accounts.google.com',
    authorize: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    keys: 'https://www.googleapis.com/oauth2/v3/certs',
    origin: 'https://accounts.google.com',
  }
}

/** What ties one way to Google and back together. */
export interface Visit {
  readonly state: string
  readonly nonce: string
  /** Of PKCE (RFC 7636): its SHA-256 goes out, itself comes with the code. */
  readonly verifier: string
  readonly redirectUri: string
}

/** Where somebody is sent who wants to sign in with Google. They always choose the account: devices are shared. */
export async function googleAddress(google: Google, { state, nonce, verifier, redirectUri }: Visit): Promise<string> {
  const url = new URL(google.authorize)
  url.search = new URLSearchParams({
    ...{ response_type: 'code', client_id: google.clientId, redirect_uri: redirectUri, scope: 'openid email' },
    ...{ state, nonce, prompt: 'select_account' },
    ...{ code_challenge: await digestOf(verifier), code_challenge_method: 'S256' },
  }).toString()
  return url.href
}
