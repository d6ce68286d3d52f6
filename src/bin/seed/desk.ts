import { eq } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { deskUploadsAt, type UploadUrls, uploadsAt } from '#features/files/upload-urls.ts'
import { staffSessions } from '#features/team/schema.ts'
import { sessions } from '#identity/schema.ts'
import { cookieOf, signSession } from '#identity/session.ts'
import { newId } from '#lib/id.ts'
import { openBrowser } from './browser.ts'
import { contactRow, memberRow } from './cast.ts'

/** Somebody with a browser at the running Worker. */
export interface Browsing {
  readonly base: string
  readonly browser: ReturnType<typeof openBrowser>
  readonly uploads: UploadUrls
}
export type Desk = Browsing

/** Lets a member of staff work at the running Worker's desk, signed in for as long as it takes. */
export async function atDesk(deps: Deps, tenant: Tenant, email: string, work: (desk: Desk) => Promise<void>): Promise<void> {
  const [[member]] = await read(tenant.database, [memberRow], { email })
  if (!member) throw new Error(`Nobody at ${tenant.slug} is ${email}`)
  const { hostname } = deps.staff
  const { id, times } = sessionFrom(deps.now())
  await write(tenant.database, [
    sql.insert(staffSessions).values({ id, staffId: member.id, host: hostname, device: 'Demo', ...times }),
  ])
  const claims = { kind: 'staff' as const, session: id, contact: '', person: member.id, customer: '' }
  const browser = openBrowser(deps.staff, [[cookieOf(tenant), await signSession(tenant, hostname, claims, times.createdAt)]])
  const base = `/admin/${tenant.slug}`
  await work({ base, browser, uploads: deskUploadsAt(base) })
  await write(tenant.database, [sql.update(staffSessions).set({ endedAt: deps.now() }).where(eq(staffSessions.id, id))])
}

/** The same for a contact in the portal. */
export async function atPortal(
  deps: Deps,
  tenant: Tenant,
  email: string,
  visit: (portal: Browsing) => Promise<void>,
): Promise<void> {
  const [[who]] = await read(tenant.database, [contactRow], { email })
  if (!who) throw new Error(`No customer of ${tenant.slug} is ${email}`)
  const { hostname } = deps.portal
  const { id, times } = sessionFrom(deps.now())
  const row = { id, personId: who.person, contactId: who.contact, host: hostname, device: 'Safari on iPhone', ...times }
  await write(tenant.database, [sql.insert(sessions).values(row)])
  const claims = { kind: 'customer' as const, session: id, ...who }
  const browser = openBrowser(deps.portal, [[cookieOf(tenant), await signSession(tenant, hostname, claims, times.createdAt)]])
  const base = `/public/portal/${tenant.slug}`
  await visit({ base, browser, uploads: uploadsAt(base) })
  await write(tenant.database, [sql.update(sessions).set({ endedAt: deps.now() }).where(eq(sessions.id, id))])
}

function sessionFrom(now: number) {
  return { id: newId('ses'), times: { createdAt: now, provedAt: now, seenAt: now, expiresAt: now + 600_000 } }
}

/** Brings a file, and with a picture what the uploader's browser would draw of it. Returns its id. */
export async function upload({ browser, uploads }: Browsing, name: string, bytes: Buffer): Promise<string> {
  const uploaded = await browser.put(`${uploads.upload}?name=${name}`, bytes)
  expect(uploaded, 201, `the file ${name}`)
  const { id } = JSON.parse(uploaded.text)
  if (name.endsWith('.png')) expect(await browser.put(uploads.preview.replace('{id}', id), bytes), 201, `the preview of ${name}`)
  return id
}

export function expect(page: { readonly status: number }, status: number, what: string): void {
  if (page.status !== status) throw new Error(`The Worker answered ${page.status} to ${what} of the demo shop`)
}
