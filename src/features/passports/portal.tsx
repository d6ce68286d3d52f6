import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { conflict, forbidden, invalid, notFound } from '#errors.ts'
import { assetWords } from '#features/assets/words.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { viewOf } from '#features/jobs/view.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { ClosePassport, closePassport, endHandover, MakeHandover, makeHandover, SavePassport, savePassport } from './actions.ts'
import { handoverCode, passportAddress } from './code.ts'
import { passportForCustomer } from './queries.ts'
import { OwnPassportPage } from './views.tsx'
import { passportWords as words } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.passports
const at = 'jobs'

/** A thing's public page as its owner keeps it, and the code for a new owner. */
export const portalPassports = handle(routes, {
  async show(c) {
    const { ctx } = c.var
    const asset = await getOwn(c, c.req.param('id'))
    const address = await passportAddress(ctx, asset.id, asset.generation)
    // Whoever has the code takes the thing over: a preview shows it to nobody.
    const code = asset.handoverId && !ctx.isPreview ? await handoverCode(ctx.tenant.keys, asset.handoverId) : undefined
    const mayChange = ctx.viewer.canApprove
    const page = <OwnPassportPage view={viewOf(ctx)} {...{ asset, address, mayChange }} code={mayChange ? code : undefined} />
    const { own, handover } = words
    const said = { saved: own.saved, opened: own.opened, closed: own.closed, made: handover.made, ended: handover.ended }
    return show(c, page, { title: own.title, at, live: {}, flash: flashOf(c, said) })
  },

  async save(c) {
    const asset = await getChanging(c, c.req.param('id'))
    const form = await parseForm(c, SavePassport)
    if (!form.ok) throw unreadable()
    return done(c, savePassport(c.var.ctx, asset, form.value), asset.openedAt === null ? 'opened' : 'saved')
  },

  async close(c) {
    const asset = await getChanging(c, c.req.param('id'))
    const form = await parseForm(c, ClosePassport)
    if (!form.ok) throw unreadable()
    return done(c, closePassport(c.var.ctx, asset, form.value.version), 'closed')
  },

  async handOver(c) {
    const asset = await getChanging(c, c.req.param('id'))
    const form = await parseForm(c, MakeHandover)
    if (!form.ok) throw unreadable()
    return done(c, makeHandover(c.var.ctx, asset, form.value.passesHistory), 'made')
  },

  async keep(c) {
    const asset = await getChanging(c, c.req.param('id'))
    return done(c, endHandover(c.var.ctx, asset), 'ended')
  },
})

async function getOwn(c: C, id: string) {
  const [[asset]] = await c.var.ctx.read([passportForCustomer], { id })
  if (!asset) throw notFound(assetWords.vehicle)
  return asset
}

/** The same for somebody who may decide for the company that owns it. */
async function getChanging(c: C, id: string) {
  const asset = await getOwn(c, id)
  if (!c.var.ctx.viewer.canApprove) throw forbidden(words.own.onlySome)
  return asset
}

async function done(c: C, writing: Promise<unknown>, did: string) {
  if ((await unlessStale(writing)) === 'stale') throw conflict(words.own.wrong)
  return c.redirect(`${href(c.var.ctx.base, routes.show, { id: c.req.param('id') ?? '' })}?did=${did}`, 303)
}

const unreadable = () => invalid('Go back, reload the page and send the form again.')
