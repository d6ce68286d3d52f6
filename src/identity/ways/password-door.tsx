import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs, VisitorCtx } from '#context.ts'
import { raw } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { Email } from '#lib/fields.ts'
import { type FormState, fieldError, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import type { Limit } from '#platform/tenants/limits.ts'
import { isKnownDevice } from '../sign-in/cookies.ts'
import { safeNext } from '../sign-in/rules.ts'
import { chosen, openedByPassword, passwordAtDoor } from './door-queries.ts'
import { countTry, goOn, networkTries, Onward } from './door-steps.ts'
import { enter } from './enter.ts'
import { isPassword } from './scrypt.ts'
import { PasswordDoorPage } from './views-door.tsx'
import { waysWords as words } from './words.ts'

type C = Context<Envs['anyone']>
const minute = 60_000

const ByPassword = v.object({
  ...Onward,
  email: Email,
  proof_password: v.pipe(
    v.string(() => words.password.missing),
    v.minLength(1, () => words.password.missing),
    v.maxLength(1_000, () => words.password.wrong),
  ),
})

/** The way in for who insists on a password, where the shop does not mind. */
export const passwordDoor = {
  async password(c: C) {
    const { ctx } = c.var
    await ctx.read([])
    return showPassword(c, { next: c.req.query('next'), key: c.req.query('key') })
  },

  async enter(c: C) {
    const { ctx } = c.var
    const form = await parseForm(c, ByPassword)
    const { email = '', key = '', next } = form.ok ? form.value : form.values
    const [[kept], opened] = await ctx.read([passwordAtDoor, openedByPassword], { email, key })
    if (!form.ok) return showPassword(c, { next, key }, form)
    if (!ctx.shop.arePasswordsOn) throw notFound('Page')
    await countTry(ctx, triesOf(ctx, email, await isKnownDevice(c, ctx.tenant, email)))
    const contact = chosen(opened, key)
    // Looked at also where there is none, or nobody to let in: it takes as long.
    const isRight = await isPassword(form.value.proof_password, kept?.hash)
    const wrong = () => showPassword(c, { next, key }, fieldError({ email }, 'proof_password', words.password.wrong))
    if (!isRight || !contact || !kept) {
      await ctx.write({ kind: 'password.refused', subjectId: 'door', isRepeatable: true }, [])
      return wrong()
    }
    // Looking takes a while: one that was changed or removed meanwhile opens nothing any more.
    const isStill = raw`EXISTS (SELECT 1 FROM passwords w JOIN profile f ON f.are_passwords_on = 1
      WHERE w.person_id = ${contact.person} AND w.hash = ${kept.hash})`
    const by = { way: 'password', provedAt: kept.changedAt } as const
    const entered = await enter(ctx, contact, by, [assert(isStill, 'spent')])
    return entered === 'spent' ? wrong() : goOn(c, entered, contact, next)
  },
}

/**
 * Tries per mailbox and network, per mailbox and day, and per network. A browser in which the mailbox was proven before has turns of
 * its own: no stranger uses them up. Right ones count too, known and unknown mailboxes alike.
 */
function triesOf(ctx: VisitorCtx, email: string, isKnown: boolean): readonly Limit[] {
  const mailbox = `password:${isKnown ? 'known' : 'new'}:${ctx.tenant.key}:${email}`
  return [
    { key: `${mailbox}:${ctx.network}`, max: 5, windowMs: 15 * minute },
    { key: mailbox, max: 30, windowMs: 1440 * minute },
    networkTries(ctx, 'password', 30),
  ]
}

function showPassword(c: C, { next, key }: { next?: string | undefined; key?: string | undefined }, form?: FormState) {
  const { ctx } = c.var
  if (!ctx.shop.arePasswordsOn) throw notFound('Page')
  const page = <PasswordDoorPage base={ctx.base} next={safeNext(next, ctx.base)} linkKey={key || undefined} form={form} />
  return show(c, page, { title: words.password.doorTitle, ...(form ? { status: 422 } : {}) })
}
