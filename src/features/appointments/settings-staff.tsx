import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { changeProfile, differences } from '#features/settings/actions.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { staleOf } from '#features/settings/since.ts'
import { Version } from '#lib/fields.ts'
import { type FormState, parseForm, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { type BookingSettings, bookingSettings } from './rules.ts'
import { BookingPage } from './settings-views.tsx'

type C = Context<Envs['staff']>
const routes = paths.staff.settings.appointments
const wrongHours = 'Type a number of hours from 0 to 720, or leave it empty'

const SaveBooking = v.object({
  version: Version,
  /** Empty is null: then a customer only asks. */
  cancelHours: v.pipe(
    v.optional(v.string(), ''),
    v.trim(),
    v.regex(/^\d{0,3}$/, wrongHours),
    v.transform((text) => (text === '' ? null : Number(text))),
    v.nullable(v.pipe(v.number(), v.maxValue(720, wrongHours))),
  ),
})

/** Settings › Appointments: by when customers may call one off. */
export const staffBookingSettings = handle(routes, {
  async show(c) {
    await c.var.ctx.read([])
    return showBooking(c)
  },

  async save(c) {
    const { ctx } = c.var
    await ctx.read([])
    const form = await parseForm(c, SaveBooking)
    if (!form.ok) return showBooking(c, form)
    const change = { booking: { cancelHours: form.value.cancelHours } }
    const action = { kind: 'booking.changed', subjectId: ctx.tenant.key, details: differences(ctx, change) }
    if ((await unlessStale(ctx.write(action, changeProfile(form.value.version, change)))) === 'stale') {
      await ctx.read([])
      return showBooking(c, undefined, await readFields(c))
    }
    return c.redirect(`${href(ctx.base, routes.show)}?did=saved`, 303)
  },
})

const valuesOf = ({ cancelHours }: BookingSettings) => ({ cancelHours: cancelHours === null ? '' : String(cancelHours) })

function showBooking(c: C, failed?: FormState, outdated?: Record<string, unknown>) {
  const { base, shop } = c.var.ctx
  const now = valuesOf(bookingSettings(shop))
  const stale = outdated && staleOf(outdated, now, { cancelHours: 'Customers may cancel until' })
  const form = failed ?? stale?.form ?? { errors: {}, values: now }
  const page = <BookingPage base={base} shop={shop} action={href(base, routes.save)} form={form} changes={stale?.changes} />
  return show(c, page, {
    ...{ title: 'Appointments', at: 'settings', status: stale ? 409 : failed ? 422 : 200 },
    flash: flashOf(c, { saved: 'Saved. It holds from now on.' }),
  })
}
