import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { type FormState, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { changeOwnDetails, chooseMails, chooseReading, SaveMails, SaveReading, saveProfile } from './actions.ts'
import { portalEmail } from './email-portal.tsx'
import { profileForCustomer } from './queries.ts'
import { ProfilePage } from './views.tsx'
import { profileWords as words } from './words.ts'

type C = Context<Envs['customer']>
type Saved = keyof typeof words.saved

/** What a contact says of themselves, and how they read and are written to. */
export const portalProfile = handle(paths.portal.profile, {
  show: (c) => showProfile(c),

  async save(c) {
    const { ctx } = c.var
    const [[now]] = await ctx.read([profileForCustomer])
    if (!now) throw notFound('Profile')
    const form = await parseForm(c, saveProfile())
    if (!form.ok) return showProfile(c, form)
    await changeOwnDetails(ctx, now, form.value)
    return saved(c, 'details')
  },

  async read(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveReading)
    if (!form.ok) return showProfile(c, form)
    await ctx.read([])
    await chooseReading(ctx, form.value)
    return saved(c, 'reading')
  },

  async choose(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveMails)
    if (!form.ok) return showProfile(c, form)
    await ctx.read([])
    await chooseMails(ctx, form.value)
    return saved(c, 'mails')
  },

  email: portalEmail,
})

const saved = (c: C, did: Saved) => c.redirect(`${href(c.var.ctx.base, paths.portal.profile.show)}?did=${did}`, 303)

async function showProfile(c: C, form?: FormState) {
  const { ctx } = c.var
  const [[profile]] = await ctx.read([profileForCustomer])
  if (!profile) throw notFound('Profile')
  const text = savedIn(c.req.query('did'))
  return show(c, <ProfilePage ctx={ctx} profile={profile} form={form} />, {
    ...{ title: words.title, at: 'profile', status: form ? 422 : 200 },
    flash: text && <Toast text={text} />,
  })
}

function savedIn(did: string | undefined): string | undefined {
  return Object.entries(words.saved).find(([name]) => name === did)?.[1]
}
