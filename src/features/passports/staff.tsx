import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { viewOf } from '#features/jobs/view.ts'
import { qrPath } from '#lib/qr.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle } from '#routes.ts'
import { passportAddress } from './code.ts'
import { desk } from './desk-words.ts'
import { passportOfAsset } from './queries.ts'
import { DeskPassportPage, isOn } from './views-desk.tsx'

type C = Context<Envs['staff']>

/** The code of a thing's public page, for whoever prints and sticks it. */
export const staffPassports = handle(paths.staff.passports, {
  async show(c) {
    const { ctx } = c.var
    const { passport, address } = await open(c, c.req.param('id'))
    const page = <DeskPassportPage view={viewOf(ctx)} {...{ passport, address }} />
    return show(c, page, { title: `${desk.title}, ${passport.name}`, at: 'assets' })
  },

  async code(c) {
    const { passport, address } = await open(c, c.req.param('id'))
    if (!isOn(passport)) throw notFound('code')
    const { size, path } = qrPath(address)
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}mm" height="${size}mm" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
    return c.body(svg, 200, {
      'content-type': 'image/svg+xml',
      'content-disposition': 'attachment; filename="code.svg"',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  },
})

async function open(c: C, id: string) {
  const { ctx } = c.var
  const [[passport]] = await ctx.read([passportOfAsset], { id })
  if (!passport) throw notFound('Vehicle')
  return { passport, address: await passportAddress(ctx, passport.id, passport.generation) }
}
