import { Refused } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { profileWords } from '#features/profile/words.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { dropSession } from '../sign-in/cookies.ts'
import { endOtherSessions, endSessionOf } from './actions.ts'
import { DevicesPage } from './devices-views.tsx'
import { ownSessions } from './queries.ts'
import { deviceWords as words } from './words.ts'

/** Where a person is signed in, and the end of it. */
export const portalDevices = handle(paths.portal.devices, {
  async list(c) {
    const { ctx } = c.var
    const [rows] = await ctx.read([ownSessions])
    const text = { one: words.ended, others: words.othersEnded }[c.req.query('did') ?? '']
    return show(c, <DevicesPage ctx={ctx} rows={rows} profile={profileWords.title} />, {
      ...{ title: words.title, isDeciding: true, isSlim: true },
      flash: text && <Toast text={text} />,
    })
  },

  async endOthers(c) {
    const { ctx } = c.var
    await ctx.read([])
    await endOtherSessions(ctx)
    return c.redirect(`${href(ctx.base, paths.portal.devices.list)}?did=others`, 303)
  },

  async end(c) {
    const { ctx } = c.var
    const id = c.req.param('id')
    await ctx.read([])
    await endSessionOf(ctx, id).catch((error: unknown) => {
      throw error instanceof Refused && error.reason === 'not theirs' ? notFound('Device') : error
    })
    if (id !== ctx.sessionId) return c.redirect(`${href(ctx.base, paths.portal.devices.list)}?did=one`, 303)
    dropSession(c, ctx.tenant)
    return c.redirect(href(ctx.base, paths.portal.signIn.form), 303)
  },
})
