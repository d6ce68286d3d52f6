import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { customerById } from '#features/customers/queries.ts'
import { uploadLimits } from '#features/files/kinds.ts'
import { acceptedFiles, acceptedText } from '#features/files/rules.ts'
import { viewOf } from '#features/jobs/view.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'
import { FilePicker } from '#ui/file-picker.tsx'
import { addColor, addLogos, changeColor, changeLogo, markBrandSeen, removeColor, removeLogo, saveNotes } from './actions.ts'
import { answer, type BrandPlace, type Tried } from './answers.ts'
import { desk } from './desk-words.ts'
import { AddColor, AddLogos, ChangeColor, ChangeLogo, Nothing, SaveNotes } from './forms.ts'
import { brandFrom, brandOnRecord, colorsOnRecord, logosOnRecord } from './queries.ts'
import { isUnseen } from './rules.ts'
import { type BrandLinks, BrandParts } from './views.tsx'
import { type Did, brandWords as words } from './words.ts'

type C = Context<Envs['staff'], '/customers/:id/branding'>
const routes = paths.staff.brands

/** A customer's branding as the shop works with it. */
export const staffBrands = handle(routes, {
  show: (c) => showBrand(c),

  async seen(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    await markBrandSeen(ctx, id)
    return c.redirect(href(ctx.base, routes.show, { id }), 303)
  },

  addLogos: (c) => at(c, { schema: AddLogos, at: 'logos', did: 'logos-added' }, (typed) => addLogos(...who(c), typed)),

  changeLogo(c) {
    const logo = c.req.param('logo')
    return at(c, { schema: ChangeLogo, at: logo, did: 'logo-saved' }, (typed) => changeLogo(...who(c), logo, typed))
  },

  removeLogo(c) {
    const logo = c.req.param('logo')
    return at(c, { schema: Nothing, at: logo, did: 'logo-removed' }, () => removeLogo(...who(c), logo))
  },

  addColor: (c) => at(c, { schema: AddColor, at: 'color', did: 'color-added' }, (typed) => addColor(...who(c), typed)),

  changeColor(c) {
    const color = c.req.param('color')
    return at(c, { schema: ChangeColor, at: color, did: 'color-saved' }, (typed) => changeColor(...who(c), color, typed))
  },

  removeColor(c) {
    const color = c.req.param('color')
    return at(c, { schema: Nothing, at: color, did: 'color-removed' }, () => removeColor(...who(c), color))
  },

  note: (c) => at(c, { schema: SaveNotes, at: 'notes', did: 'noted' }, (typed) => saveNotes(...who(c), typed)),
})

const who = (c: C) => [c.var.ctx, c.req.param('id')] as const

/** The branding of a customer who is there and not put away. */
async function at<T>(c: C, sent: Parameters<typeof answer<T>>[2], act: (typed: T) => Promise<void>) {
  const [ctx, id] = who(c)
  const [[customer]] = await ctx.read([customerById], { id })
  if (!customer) throw notFound('Customer')
  if (customer.archivedAt) throw conflict(desk.archived)
  const place: BrandPlace = {
    ctx,
    customerId: id,
    done: (did: Did) => c.redirect(`${href(ctx.base, routes.show, { id })}?did=${did}`, 303),
    again: (tried) => showBrand(c, tried),
  }
  return answer(c, place, sent, act)
}

async function showBrand(c: C, tried?: Tried) {
  const [ctx, id] = who(c)
  const [[customer], logos, colors, [row]] = await ctx.read([customerById, logosOnRecord, colorsOnRecord, brandOnRecord], { id })
  if (!customer) throw notFound('Customer')
  const { base } = ctx
  const brand = brandFrom(logos, colors, row)
  const page = (
    <>
      <Back href={href(base, paths.staff.customers.show, { id })} label={customer.name} />
      <Head title={desk.of(customer.name)} detail={customer.archivedAt ? desk.archived : desk.lede} />
      <BrandParts
        brand={brand}
        links={linksAt(base, id)}
        mayEdit={!customer.archivedAt}
        tried={tried}
        when={viewOf(ctx).when}
        picker={(form) => (
          <FilePicker
            label={logos.length > 0 ? words.logos.addMore : words.logos.add}
            name="file[]"
            form={form}
            accept={acceptedFiles}
            acceptText={acceptedText}
            multiple
            maxBytes={uploadLimits.bytes}
            urls={{
              upload: href(base, paths.staff.files.upload),
              preview: href(base, paths.staff.files.preview, { id: '{id}' }).replace('%7Bid%7D', '{id}'),
            }}
          />
        )}
      />
    </>
  )
  return show(c, page, {
    ...{ title: desk.of(customer.name), at: 'customers', scripts: ['files'], live: { customerId: id } },
    flash: flashOf(c, words.done),
    status: tried ? (tried.status ?? 422) : 200,
    ...(isUnseen(brand) ? { seen: href(base, routes.seen, { id }), seenMark: String(brand.changedAt) } : {}),
  })
}

const linksAt = (base: string, id: string): BrandLinks => ({
  addLogos: href(base, routes.addLogos, { id }),
  logo: (logo) => href(base, routes.changeLogo, { id, logo }),
  removeLogo: (logo) => href(base, routes.removeLogo, { id, logo }),
  addColor: href(base, routes.addColor, { id }),
  color: (color) => href(base, routes.changeColor, { id, color }),
  removeColor: (color) => href(base, routes.removeColor, { id, color }),
  notes: href(base, routes.note, { id }),
  file: (file) => href(base, paths.staff.files.show, { id: file }),
})
