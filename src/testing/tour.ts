import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { googleVisits } from '#identity/schema.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { codeFor, makeToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { platformKeys } from '#platform/signup/actions.ts'
import { platformKey } from '#platform/signup/rules.ts'
import { type Route, walk } from '#routes.ts'
import { type Browser, type Fields, formsOf, openBrowser } from './browser.ts'
import { filled, fillingOf } from './filling.ts'
import { testEnv } from './outside.ts'
import { addressOf, type Owned } from './owned.ts'
import { isSoak } from './soak.ts'
import { start } from './world.ts'

/** Where the product serves its route tables. */
export const mounts = (host?: string) =>
  [
    { table: paths.portal, base: '/public/portal/:shop', origin: testEnv.PORTAL_ORIGIN },
    { table: paths.portal, base: '/portal', origin: `http://${host}:8787` },
    { table: paths.preview, base: '/admin/:shop/preview/:contact', origin: testEnv.STAFF_ORIGIN },
    { table: paths.link, base: '/view', origin: testEnv.PORTAL_ORIGIN },
    { table: paths.staff, base: '/admin/:shop', origin: testEnv.STAFF_ORIGIN },
    { table: paths.platform, base: '', origin: testEnv.STAFF_ORIGIN },
    { table: paths.verify, base: '/verify', origin: testEnv.PORTAL_ORIGIN },
    { table: paths.google, base: '/google', origin: testEnv.PORTAL_ORIGIN },
    { table: paths.webhooks, base: '/webhooks', origin: testEnv.PORTAL_ORIGIN },
  ] as const
type Base = ReturnType<typeof mounts>[number]['base']

/** A route where it is served, with real ids in its address, and somebody whom it lets in. */
export interface Stop {
  readonly route: Route
  /** As in the route table, under where it is mounted: `POST /admin/:shop/jobs/:id`. */
  readonly where: string
  readonly address: string
  readonly browser: Browser
}

/** Who comes to one mount: somebody signed in, somebody who asked for a code, and the tokens of links that were mailed to them. */
interface Visitors {
  readonly member: Browser
  readonly stranger: Browser
  readonly tokens: Readonly<Record<string, string>>
}

/** The first words of the portal's addresses, one for each noun. */
const nouns = [...new Set([...walk(paths.portal)].map(({ path }) => path.split('/')[1]))]

/**
 * Whether a route is visited here: all are at least once. The portal is served in three places by the same handlers, so its nouns take
 * turns, with the shop's name or on its own host, and each third of them in the preview too; in the soak all are visited in all three.
 */
function isVisitedAt(base: Base, { path }: Route): boolean {
  const turn = nouns.indexOf(path.split('/')[1])
  if (isSoak) return true
  if (base === '/public/portal/:shop') return turn % 2 === 0
  if (base === '/portal') return turn % 2 === 1
  return base !== '/admin/:shop/preview/:contact' || turn % 3 === 0
}

/** Every route of the product for a shop with a host of its own and what this customer has there. */
export async function tourOf(owner: Owned): Promise<Stop[]> {
  const { shop, contact } = owner
  await shop.rows('UPDATE contacts SET invited_at = ?', start)
  await shop.rows('UPDATE staff SET invited_at = ?', start)
  const [[logo] = []] = await shop.rows('SELECT logo_file_id FROM profile')
  const [[sha256, keyId] = []] = await shop.rows('SELECT sha256, key_id FROM approvals')
  const known = { ':file': logo, ':fingerprint': `${shop.key}_${sha256}`, ':keyId': keyId }
  const stops: Stop[] = []
  for (const { table, base, origin } of mounts(shop.host)) {
    const visitors = await visitorsAt(base, origin, owner)
    const here = base.replace(':shop', shop.slug).replace(':contact', contact.contactId)
    for (const route of walk(table)) {
      if (!isVisitedAt(base, route)) continue
      const path = base && route.path === '/' ? '' : route.path
      const token = visitors.tokens[path.split('/:')[0] ?? ''] ?? 'x'
      const filled = {
        ...route,
        path: path
          .replace(':token', token)
          .replace(/(?<=^\/logo\/):file|:fingerprint|:keyId/, (name) => String(known[name as keyof typeof known])),
      }
      const where = `${route.method} ${base}${path}`
      const back = base === '/google' ? `?state=${token}&code=x` : ''
      stops.push({ route, where, address: here + addressOf(filled, owner) + back, browser: whoFor(route, visitors) })
    }
  }
  return stops
}

const whoFor = ({ audience, path }: Route, { member, stranger }: Visitors): Browser =>
  (audience === 'anyone' || audience === 'platform') && path !== paths.platform.signUp.shop.path ? stranger : member

async function visitorsAt(base: Base, origin: string, owner: Owned): Promise<Visitors> {
  const { shop, contact, links } = owner
  const { keys } = shop.tenant
  const alone = (browser: Browser): Visitors => ({ member: browser, stranger: browser, tokens: {} })
  switch (base) {
    case '/public/portal/:shop':
    case '/portal': {
      const invitation = await makeToken(keys, 'ivt', shop.key, bodyOf(contact.contactId), 0)
      const member = await shop.signedIn(contact, base === '/portal' ? 'host' : 'portal')
      const door = base.replace(':shop', shop.slug)
      const visitors = await atDoor(owner, openBrowser(origin), door, contact.email ?? '', invitation)
      const mute = await makeToken(keys, 'mute', shop.key, bodyOf(contact.personId ?? ''), 0)
      return { member, ...visitors, tokens: { ...visitors.tokens, '/mails': mute } }
    }
    case '/admin/:shop': {
      const invitation = await makeToken(keys, 'stf', shop.key, bodyOf(shop.ownerId), 1)
      const member = await shop.staff()
      return { member, ...(await atDoor(owner, openBrowser(origin), shop.desk, shop.ownerEmail, invitation)) }
    }
    case '/admin/:shop/preview/:contact':
      return alone(await shop.staff())
    case '/view': {
      const tokens = {
        '/invoice': links.invoice,
        '/live': links.invoice,
        '/work': links.work,
        '/proof': links.proof,
        '/estimate': links.estimate,
        '/passport': await makeToken(keys, 'pas', shop.key, bodyOf(owner.ids['asset'] ?? ''), 1),
      }
      return { ...alone(openBrowser(origin)), tokens }
    }
    case '':
      return signingUp(owner, origin)
    case '/google':
      return {
        ...alone(openBrowser(origin)),
        tokens: { '/callback': (await atGoogle(owner, shop.base, 'localhost')).state },
      }
    case '/verify':
    case '/webhooks':
      return alone(openBrowser(origin))
  }
}

/** Has asked for a code, and holds the mail's link and an invitation. */
async function atDoor(owner: Owned, stranger: Browser, base: string, email: string, invitation: string) {
  const { tenant, key } = owner.shop
  await stranger.post(`${base}/sign-in`, { email })
  const [, cookie = ''] = [...stranger.cookies].find(([name]) => name.endsWith('-door')) ?? []
  const link = await makeToken(tenant.keys, 'sgn', key, bodyOf(cookie.split('.')[0] ?? ''), 1)
  const { handOver } = await atGoogle(owner, base, new URL(stranger.origin).hostname)
  return {
    stranger,
    tokens: { '/sign-in/link': link, '/invitation': invitation, '/sign-in/google': handOver, '/ways/google': handOver },
  }
}

/** Somebody left for Google and came back: both tokens were used, so every look at what they open is the same. */
async function atGoogle({ shop, contact }: Owned, base: string, host: string) {
  const { keys } = shop.tenant
  const id = newId('ggv')
  const account = { issuer: 'https://accounts.google.com', subject: id, email: contact.email ?? '', answeredAt: start }
  await write(shop.tenant.database, [
    sql.insert(googleVisits).values({
      ...{ id, host, base, createdAt: start, expiresAt: start + 600_000 },
      ...account,
    }),
  ])
  const tokenFor = (purpose: string) => makeToken(keys, purpose, shop.key, bodyOf(id), 1)
  return { state: await tokenFor('ggl'), handOver: await tokenFor('ggh') }
}

/** One who asked to open a shop, and one who proved their mailbox. */
async function signingUp({ shop }: Owned, origin: string): Promise<Visitors> {
  const [stranger, member] = [openBrowser(origin), openBrowser(origin)]
  const keys = platformKeys(depsOf(testEnv))
  const ask = async (browser: Browser, name: string) => {
    await browser.post(paths.platform.signUp.ask.path, { email: `${name}-${shop.key}@hilltop.test` })
    const [id = ''] = (browser.cookies.get('__Host-signup') ?? '').split('.')
    return id
  }
  const row = bodyOf(await ask(stranger, 'ada'))
  await member.post(paths.platform.signUp.redeem.path, { code: await codeFor(keys, await ask(member, 'ben'), 1) })
  return { member, stranger, tokens: { '/sign-up/link': await makeToken(keys, 'signup', platformKey, row, 1) } }
}

/** The forms of all pages as somebody would send them, by where they lead. */
export async function formsOn(stops: readonly Stop[]): Promise<Map<string, Fields>> {
  const forms = new Map<string, Fields>()
  for (const { route, address, browser } of stops) {
    if (route.method !== 'GET') continue
    const page = await browser.get(address)
    for (const form of formsOf(page))
      forms.set(
        form.action,
        filled(form, (control) => fillingOf(control, 'Plain words', 'new@plain.test')),
      )
  }
  return forms
}
