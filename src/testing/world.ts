import { runDurableObjectAlarm } from 'cloudflare:test'
import { vi } from 'vitest'
import type { Tenant } from '#context.ts'
import { send } from '#database/hrana.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { defaultApprovals, type Need } from '#features/approvals/rules.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { defaultStatuses } from '#features/jobs/defaults.ts'
import { statuses } from '#features/jobs/schema.ts'
import type { Trade } from '#features/settings/rules.ts'
import { profile } from '#features/settings/schema.ts'
import type { Role } from '#features/team/rules.ts'
import { staff, staffSessions } from '#features/team/schema.ts'
import { sessions } from '#identity/schema.ts'
import { cookieOf, type SessionClaims, signSession } from '#identity/session.ts'
import { newId, newKey } from '#lib/id.ts'
import { tenantOf } from '#platform/tenants/queries.ts'
import { hosts, shops, slugs, staffShops } from '#platform/tenants/schema.ts'
import { brandColors } from '#ui/theme.ts'
import { type Browser, openBrowser } from './browser.ts'
import { libsql, mailbox, type ReceivedMail, testEnv } from './outside.ts'

/** The instant every test starts at. In the future, so that an alarm rings only when a test rings it. */
export const start = Date.UTC(2030, 3, 9, 15, 0)

/** Sets the clock that Worker, alarms and tests share. */
export function setClock(at: number): void {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(at)
}

interface ShopOptions {
  readonly name?: string
  readonly trade?: Trade
  readonly isPortalOn?: boolean
  /** Its own host: `portal.<key>.test`. */
  readonly hasHost?: boolean
  /** What a new job needs before production; nothing unless told. */
  readonly needs?: readonly Need[]
}

export interface TestContact {
  readonly customerId: string
  readonly contactId: string
  readonly personId: string | undefined
  readonly linkKey: string
  readonly email: string | undefined
}
interface ContactOptions {
  readonly name?: string
  readonly customerName?: string
  readonly email?: string | undefined
  readonly customerId?: string
  /** Somebody who is a contact elsewhere already, with their mailbox. */
  readonly person?: TestContact
  readonly hasAccess?: boolean
  readonly canApprove?: boolean
  readonly canPay?: boolean
  readonly seesPrices?: boolean
}

export interface TestShop {
  readonly tenant: Tenant
  readonly key: string
  readonly slug: string
  /** The name of its database at the local server. */
  readonly namespace: string
  readonly base: string
  readonly desk: string
  readonly host: string | undefined
  /** Its statuses in order: [id, stage]. */
  readonly statuses: readonly { readonly id: string; readonly stage: string; readonly label: string }[]
  readonly ownerId: string
  readonly ownerEmail: string
  /** A signed-in member of staff with this role, who confirmed just now that it is them, unless told otherwise. */
  staff(role?: Role, proof?: { readonly factorAt: number | null }): Promise<Browser & { readonly staffId: string }>
  /** A customer with one contact who has access, unless told otherwise. */
  customer(options?: ContactOptions): Promise<TestContact>
  /** That contact, signed in on the portal host or on the shop's own. */
  signedIn(contact: TestContact, where?: 'portal' | 'host'): Promise<Browser>
  visitor(where?: 'portal' | 'host'): Browser
  /** Rings the shop's clock until nothing is due, and returns the mails this address got, newest first. */
  mailsTo(address: string): Promise<ReceivedMail[]>
  ring(): Promise<void>
  /** Rows of its database, as objects. */
  rows(query: string, ...params: readonly unknown[]): Promise<unknown[][]>
}

let made = 0

/** A shop of its own for one test: a copied file, stamped, with an owner. */
export async function makeShop(options: ShopOptions = {}): Promise<TestShop> {
  setClock(start)
  const deps = depsOf(testEnv)
  const key = newKey(8)
  const slug = `shop-${key}`
  const host = options.hasHost ? `portal.${key}.test` : undefined
  const namespace = `shop-${key}`
  const row = {
    key,
    slug,
    status: 'active' as const,
    database: `sqld:${namespace}`,
    schemaVersion: 999,
    salt: newKey(20),
    createdAt: start,
  }
  await libsql.copy('template', namespace)
  await libsql.exec(namespace, `INSERT INTO _tenant (id, tenant_id) VALUES (1, '${key}')`)
  const tenant = await tenantOf(deps, { ...row, sealedToken: null, canonicalHost: host ?? null })
  const ownerId = newId('stf')
  const ownerEmail = `owner-${key}@shop.test`
  await write(deps.directory, [
    sql.insert(shops).values({ ...row, canonicalHost: host ?? null }),
    sql.insert(slugs).values({ slug, shopKey: key, createdAt: start }),
    sql.insert(staffShops).values({ email: ownerEmail, shopKey: key }),
    ...(host ? [sql.insert(hosts).values({ host, shopKey: key, isActive: true, createdAt: start })] : []),
  ])
  const trade = options.trade ?? 'decoration'
  const shopStatuses = defaultStatuses(trade).map((status, position) => ({ ...status, id: newId('sts'), position }))
  await write(tenant.database, [
    sql.insert(profile).values({
      name: options.name ?? `Shop ${key}`,
      trade,
      email: `hello-${key}@shop.test`,
      phone: '(937) 555-0142',
      address: '218 Mill Street, Dayton, OH',
      timeZone: 'America/New_York',
      currency: 'USD',
      locale: 'en-US',
      colors: brandColors('#1f5a3d'),
      isPortalOn: options.isPortalOn ?? true,
      approvals: { ...defaultApprovals(trade), needs: options.needs ?? [] },
      tabs: [
        { key: 'jobs', label: 'Orders', isShown: true },
        { key: 'invoices', label: 'Invoices', isShown: true },
      ],
      createdAt: start,
    }),
    sql.insert(statuses).values(shopStatuses),
    sql
      .insert(staff)
      .values({ id: ownerId, email: ownerEmail, name: 'Olive Owner', role: 'owner', phone: '(937) 555-0143', createdAt: start }),
  ])
  return shopOf({ tenant, key, slug, namespace, host, ownerId, ownerEmail, statuses: shopStatuses })
}

type Made = Pick<TestShop, 'tenant' | 'key' | 'slug' | 'namespace' | 'host' | 'ownerId' | 'ownerEmail' | 'statuses'>

function shopOf(shop: Made): TestShop {
  const { tenant, key, slug, host } = shop
  const deps = depsOf(testEnv)
  const places = { portal: testEnv.PORTAL_ORIGIN, host: `http://${host}:8787` }

  async function enter(browser: Browser, claims: SessionClaims) {
    const name = new URL(browser.origin).hostname
    browser.cookies.set(cookieOf(tenant), await signSession(tenant, name, claims, Date.now()))
  }
  const sessionRow = (id: string, where: string) => ({
    id,
    host: where,
    device: 'Chrome on Linux',
    createdAt: Date.now(),
    provedAt: Date.now(),
    seenAt: Date.now(),
    expiresAt: Date.now() + 30 * 86_400_000,
  })

  return {
    ...shop,
    base: `/public/portal/${slug}`,
    desk: `/admin/${slug}`,
    async staff(role = 'owner', proof = { factorAt: Date.now() }) {
      const browser = openBrowser(testEnv.STAFF_ORIGIN)
      const staffId = role === 'owner' ? shop.ownerId : newId('stf')
      const session = newId('ses')
      const member = {
        id: staffId,
        email: `${role}-${++made}-${key}@shop.test`,
        name: `${role} of ${key}`,
        role,
        createdAt: Date.now(),
      }
      await write(tenant.database, [
        ...(role === 'owner' ? [] : [sql.insert(staff).values(member)]),
        sql.insert(staffSessions).values({ ...sessionRow(session, 'admin.localhost'), ...proof, staffId }),
      ])
      await enter(browser, { kind: 'staff', session, contact: '', person: staffId, customer: '' })
      return { ...browser, staffId }
    },
    async customer(options = {}) {
      const contactId = newId('con')
      const customerId = options.customerId ?? newId('cus')
      const { person } = options
      const email = person ? person.email : 'email' in options ? options.email : `c${++made}-${key}@customer.test`
      const personId = person ? person.personId : email ? newId('per') : undefined
      const linkKey = newKey(10)
      const name = options.name ?? 'Dana Whitfield'
      const { hasAccess = true, canApprove = true, canPay = true, seesPrices = true } = options
      await write(tenant.database, [
        ...(options.customerId
          ? []
          : [
              sql.insert(customers).values({
                id: customerId,
                name: options.customerName ?? 'Riverside Brewing Co.',
                linkKey,
                createdAt: Date.now(),
              }),
            ]),
        ...(personId && email && !person
          ? [sql.insert(people).values({ id: personId, email, name, createdAt: Date.now() })]
          : []),
        sql.insert(contacts).values({
          ...{ id: contactId, customerId, personId: personId ?? null, name, createdAt: Date.now() },
          ...{ hasAccess: hasAccess && email !== undefined, canApprove, canPay, seesPrices, isPrimary: !options.customerId },
        }),
      ])
      return { customerId, contactId, personId, linkKey, email }
    },
    async signedIn(contact, where = 'portal') {
      const browser = openBrowser(places[where])
      const session = newId('ses')
      const name = new URL(places[where]).hostname
      const person = contact.personId ?? ''
      await write(tenant.database, [
        sql.insert(sessions).values({ ...sessionRow(session, name), personId: person, contactId: contact.contactId }),
      ])
      await enter(browser, { kind: 'customer', session, contact: contact.contactId, person, customer: contact.customerId })
      return browser
    },
    visitor: (where = 'portal') => openBrowser(places[where]),
    async ring() {
      const clock = testEnv.CLOCK.getByName(key)
      await runDurableObjectAlarm(clock)
    },
    async mailsTo(address) {
      await this.ring()
      return mailbox.to(address)
    },
    async rows(query, ...params) {
      const [rows] = await send(
        { ...tenant.database, url: deps.urlOf(`sqld:${shop.namespace}`) },
        [{ sql: query, params }],
        'write',
      )
      return rows ?? []
    },
  }
}
