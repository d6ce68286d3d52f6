import type { Context } from 'hono'
import type { Envs, Tenant } from '#context.ts'
import { notFound } from '#errors.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { show, showDoor } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { publishSigningKey } from '#platform/tenants/actions.ts'
import { findSigningKey, findTenantByKey } from '#platform/tenants/queries.ts'
import { handle } from '#routes.ts'
import { pdfHashes, recordByHash } from './verify-queries.ts'
import { UnknownPage, VerifyPage } from './verify-views.tsx'
import { verifyWords as words } from './verify-words.ts'

type C = Context<Envs['platform']>

/** What anybody may ask without signing in: whether a record is ours and unchanged. */
export const verifyHandlers = handle(paths.verify, {
  async show(c) {
    const asked = /^(?:([a-z0-9]+)_)?([0-9a-f]{64})$/.exec(c.req.param('fingerprint').toLowerCase())
    const tenant = await shopOf(c, asked?.[1])
    if (!tenant || !asked?.[2]) return unknown(c)
    const ctx = asShop(c, tenant)
    const [[record], pdfs] = await ctx.read([recordByHash, pdfHashes], { sha256: asked[2] })
    if (!record) return unknown(c)
    await publishSigningKey(ctx.deps, tenant)
    const { publicKey } = await tenant.keys.signer(record.keyId)
    const page = <VerifyPage shop={ctx.shop} record={record} publicKey={publicKey} pdfs={pdfs.map(({ sha256 }) => sha256)} />
    return showDoor(c, page, { title: words.title, scripts: ['verify'] }, ctx)
  },

  async key(c) {
    const found = await findSigningKey(c.var.deps, c.req.param('keyId'))
    if (!found) throw notFound('Key')
    const { keyId, publicKey, createdAt } = found
    return c.json({ keyId, algorithm: 'Ed25519', publicKey, publishedAt: new Date(createdAt).toISOString() })
  },
})

/** The shop of the host, which takes the bare hash too; on the portal host the one that the fingerprint names. */
async function shopOf(c: C, key: string | undefined): Promise<Tenant | undefined> {
  const { face, tenant, deps } = c.var
  if (face === 'shop') return key === undefined || key === tenant.key ? tenant : undefined
  return key === undefined ? undefined : findTenantByKey(deps, key)
}

/** Read as the shop itself: a record can be checked also while the portal is switched off. */
function asShop(c: C, tenant: Tenant) {
  const { deps, requestId, face, host } = c.var
  const base = face === 'shop' ? '/portal' : `/public/portal/${tenant.slug}`
  const asked = { network: '', device: '', command: undefined }
  const occasion = { ...asked, tenant, deps, requestId, base, host, now: deps.now() }
  return systemContext(occasion, 'verify', { language: undefined })
}

/** The same for every address that leads nowhere: it tells neither shops nor records apart. */
const unknown = (c: C) => show(c, <UnknownPage />, { title: words.unknown, status: 404 })
