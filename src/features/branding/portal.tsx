import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { uploadLimits } from '#features/files/kinds.ts'
import { acceptedFiles } from '#features/files/rules.ts'
import { uploadsAt } from '#features/files/upload-urls.ts'
import { viewOf } from '#features/jobs/view.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { shownName } from '#features/settings/rules.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Head } from '#ui/block.tsx'
import { pickerWords } from '#ui/customer-picker-words.ts'
import { FilePicker } from '#ui/file-picker.tsx'
import { addColor, addLogos, changeColor, changeLogo, removeColor, removeLogo, saveNotes } from './actions.ts'
import { answer, type BrandPlace, type Tried } from './answers.ts'
import { AddColor, AddLogos, ChangeColor, ChangeLogo, Nothing, SaveNotes } from './forms.ts'
import { brandForCustomer, brandFrom, colorsForCustomer, logosForCustomer } from './queries.ts'
import { type BrandLinks, BrandParts } from './views.tsx'
import { type Did, brandWords as words } from './words.ts'

type C<P extends string = string> = Context<Envs['customer'], P>
const routes = paths.portal.branding

/** What a customer keeps for the shop's work on them. */
export const portalBranding = handle(routes, {
  list: (c) => showBrand(c),

  addLogos: (c) =>
    answer(c, placeOf(c), { schema: AddLogos, at: 'logos', did: 'logos-added' }, (typed) => addLogos(...who(c), typed)),

  changeLogo(c) {
    const id = c.req.param('id')
    return answer(c, placeOf(c), { schema: ChangeLogo, at: id, did: 'logo-saved' }, (typed) => changeLogo(...who(c), id, typed))
  },

  removeLogo(c) {
    const id = c.req.param('id')
    return answer(c, placeOf(c), { schema: Nothing, at: id, did: 'logo-removed' }, () => removeLogo(...who(c), id))
  },

  addColor: (c) =>
    answer(c, placeOf(c), { schema: AddColor, at: 'color', did: 'color-added' }, (typed) => addColor(...who(c), typed)),

  changeColor(c) {
    const id = c.req.param('id')
    return answer(c, placeOf(c), { schema: ChangeColor, at: id, did: 'color-saved' }, (typed) =>
      changeColor(...who(c), id, typed),
    )
  },

  removeColor(c) {
    const id = c.req.param('id')
    return answer(c, placeOf(c), { schema: Nothing, at: id, did: 'color-removed' }, () => removeColor(...who(c), id))
  },

  note: (c) => answer(c, placeOf(c), { schema: SaveNotes, at: 'notes', did: 'noted' }, (typed) => saveNotes(...who(c), typed)),
})

const who = ({ var: { ctx } }: C) => [ctx, ctx.customerId] as const

function placeOf(c: C): BrandPlace {
  const { ctx } = c.var
  return {
    ctx,
    customerId: ctx.customerId,
    done: (did: Did) => c.redirect(`${href(ctx.base, routes.list)}?did=${did}`, 303),
    again: (tried) => showBrand(c, tried),
  }
}

async function showBrand(c: C, tried?: Tried) {
  const { ctx } = c.var
  const [logos, colors, [brand]] = await ctx.read([logosForCustomer, colorsForCustomer, brandForCustomer])
  const { base, shop, isPreview } = ctx
  const page = (
    <>
      <Head
        title={words.heading(logos.length)}
        detail={
          <>
            {words.lede(shownName(shop))} {words.profile} <a href={href(base, paths.portal.profile.show)}>{words.profileLink}</a>
          </>
        }
      />
      <BrandParts
        brand={brandFrom(logos, colors, brand)}
        links={linksAt(base)}
        mayEdit={!isPreview}
        tried={tried}
        when={viewOf(ctx).when}
        picker={(form) => (
          <FilePicker
            label={logos.length > 0 ? words.logos.addMore : words.logos.add}
            name="file[]"
            form={form}
            accept={acceptedFiles}
            acceptText={words.logos.kinds}
            multiple
            withForm
            maxBytes={uploadLimits.bytes}
            urls={uploadsAt(base)}
            words={pickerWords}
          />
        )}
      />
    </>
  )
  return show(c, page, {
    ...{ title: words.title, at: 'branding', scripts: ['files'], live: {}, flash: flashOf(c, words.done) },
    status: tried ? (tried.status ?? 422) : 200,
  })
}

const linksAt = (base: string): BrandLinks => ({
  addLogos: href(base, routes.addLogos),
  logo: (id) => href(base, routes.changeLogo, { id }),
  removeLogo: (id) => href(base, routes.removeLogo, { id }),
  addColor: href(base, routes.addColor),
  color: (id) => href(base, routes.changeColor, { id }),
  removeColor: (id) => href(base, routes.removeColor, { id }),
  notes: href(base, routes.note),
  file: (id) => href(base, paths.portal.files.show, { id }),
})
