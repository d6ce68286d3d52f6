/** Makes and removes the database of a shop. Both calls may be repeated: what is there already, or gone already, is success. */
export interface DatabaseProvider {
  /** Returns where it is (for the directory) and the token that opens it, if it needs one. Throws ProviderUnavailable to try again. */
  create(name: string): Promise<{ readonly database: string; readonly token: string | undefined }>
  remove(name: string): Promise<void>
}
/** The provider gave no usable answer; nothing is known about what it did, and asking again is safe. */
export class ProviderUnavailable extends Error {}

interface ProviderSettings {
  readonly SQLD_ADMIN_URL?: string
  readonly TURSO_ORGANIZATION?: string
  readonly TURSO_GROUP?: string
  readonly TURSO_API_TOKEN?: string
  readonly TURSO_API_URL?: string
}

/** Turso where its token is set, else a sqld of one's own. */
export function createProvider(settings: ProviderSettings): DatabaseProvider {
  const {
    TURSO_API_TOKEN: token,
    TURSO_ORGANIZATION: organization,
    TURSO_GROUP: group = 'default',
    TURSO_API_URL: url = 'https://api.turso.tech',
  } = settings
  if (token && organization) return turso({ token, organization, group, url })
  if (settings.SQLD_ADMIN_URL) return sqld(settings.SQLD_ADMIN_URL)
  throw new Error('Neither TURSO_API_TOKEN with TURSO_ORGANIZATION nor SQLD_ADMIN_URL is set')
}

/** The address of a database the directory names: `sqld:<namespace>` below our own sqld, or a full one. */
export function locateDatabase(database: string, sqldUrl: string | undefined): string {
  if (!database.startsWith('sqld:')) return database.replace(/^libsql:/, 'https:').replace(/\/$/, '')
  if (!sqldUrl) throw new Error('SQLD_URL is not set')
  return `${sqldUrl.replace(/\/$/, '')}/dev/${database.slice(5)}`
}

function sqld(adminUrl: string): DatabaseProvider {
  const call = (method: string, path: string, body?: object) => ask(`${adminUrl}/v1/namespaces/${path}`, method, {}, body)
  return {
    async create(name) {
      const { status } = await call('POST', `${name}/create`, {})
      // sqld answers 400 or 409 for a namespace that exists.
      if (status >= 400 && status !== 409 && status !== 400) throw new ProviderUnavailable(`sqld answered ${status}`)
      return { database: `sqld:${name}`, token: undefined }
    },
    async remove(name) {
      const { status } = await call('DELETE', name)
      if (status >= 400 && status !== 404) throw new ProviderUnavailable(`sqld answered ${status}`)
    },
  }
}

function turso(account: { token: string; organization: string; group: string; url: string }): DatabaseProvider {
  const base = `${account.url}/v1/organizations/${account.organization}/databases`
  const headers = { authorization: `Bearer ${account.token}` }
  return {
    async create(name) {
      const made = await ask(base, 'POST', headers, { name, group: account.group })
      if (made.status >= 400 && made.status !== 409) throw new ProviderUnavailable(`Turso answered ${made.status}`)
      const found = await ask(`${base}/${name}`, 'GET', headers)
      const token = await ask(`${base}/${name}/auth/tokens?authorization=full-access`, 'POST', headers)
      const host = textAt(found.json, 'database', 'Hostname')
      const jwt = textAt(token.json, 'jwt')
      if (!host || !jwt) throw new ProviderUnavailable(`Turso answered ${found.status} and ${token.status}`)
      return { database: `https://${host}`, token: jwt }
    },
    async remove(name) {
      const { status } = await ask(`${base}/${name}`, 'DELETE', headers)
      if (status >= 400 && status !== 404) throw new ProviderUnavailable(`Turso answered ${status}`)
    },
  }
}

async function ask(
  url: string,
  method: string,
  headers: Record<string, string>,
  body?: object,
): Promise<{ status: number; json: unknown }> {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    })
    const text = await response.text()
    if (response.status === 429 || response.status >= 500)
      throw new ProviderUnavailable(`The database provider answered ${response.status}`)
    return { status: response.status, json: text.startsWith('{') ? JSON.parse(text) : undefined }
  } catch (cause) {
    if (cause instanceof ProviderUnavailable) throw cause
    throw new ProviderUnavailable('The database provider gave no answer', { cause })
  }
}

function textAt(json: unknown, ...path: string[]): string | undefined {
  let value = json
  for (const name of path)
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : undefined
}
