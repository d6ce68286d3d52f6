import type { Context } from 'hono'
import type { Envs, VisitorCtx } from '#context.ts'
import type { Statement } from '#database/sql.ts'
import type { Values } from '#database/statement.ts'
import { notFound } from '#errors.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { iconOf, manifestOf } from './face.ts'
import { publicFile } from './queries.ts'
import { fileForCustomer } from './rights-queries.ts'
import { sendFile } from './send.ts'

type C<P extends string = string> = Context<Envs['anyone'], P>

/** Whatever a page of ours fetches as a picture may run nothing, also when opened alone. */
const sealed = "default-src 'none'; sandbox"

export const portalFace = handle(paths.portal.face, {
  logo: sendLogo,
  icon: sendIcon,

  async manifest(c) {
    const { base } = c.var.ctx
    const { shop } = await readFace(c.var.ctx, [])
    const { logo, icon } = paths.portal.face
    const urls = {
      home: href(base, paths.portal.home),
      icon: href(base, icon),
      logo: shop.mailLogoFileId ? href(base, logo, { file: shop.mailLogoFileId }) : undefined,
    }
    return c.body(JSON.stringify(manifestOf(shop, urls)), 200, {
      'content-type': 'application/manifest+json',
      'content-security-policy': sealed,
      'cache-control': 'private, max-age=3600',
    })
  },
})

export const portalFiles = handle(paths.portal.files, { show: (c) => sendFile(c, fileForCustomer) })

export const staffFace = handle(paths.staff.face, { logo: sendLogo, icon: sendIcon })

/** A file's id never means other bytes, so a browser may keep it. */
async function sendLogo(c: C<'/logo/:file'>) {
  const { rows } = await readFace(c.var.ctx, [publicFile], { file: c.req.param('file') })
  const file = rows[0][0]
  const body = file && (await c.var.deps.files.get(file.key))
  if (!body) throw notFound('picture')
  return c.body(body, 200, {
    'content-type': file.type,
    'content-length': String(file.size),
    'content-security-policy': sealed,
    'cache-control': 'private, max-age=31536000, immutable',
    // Web mail shows the logo from its own origin.
    'cross-origin-resource-policy': 'cross-origin',
  })
}

async function sendIcon(c: C) {
  const { shop } = await readFace(c.var.ctx, [])
  return c.body(iconOf(shop), 200, {
    'content-type': 'image/svg+xml',
    'content-security-policy': sealed,
    'cache-control': 'private, max-age=3600',
  })
}

/** The page that says the portal is switched off carries the shop's face too, so it is read as the shop itself, not as a visitor. */
async function readFace<const Q extends readonly Statement[]>(visitor: VisitorCtx, queries: Q, params: Values = {}) {
  const { tenant, deps, requestId, now, base, host, network, device } = visitor
  const ctx = systemContext({ tenant, deps, requestId, now, base, host, network, device, command: undefined }, 'face')
  const rows = await ctx.read(queries, params)
  return { shop: ctx.shop, rows }
}
