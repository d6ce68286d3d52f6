import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { forbidden, invalid, notFound } from '#errors.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { type Stale, staleOf } from '#features/settings/since.ts'
import { Version } from '#lib/fields.ts'
import { type FormState, fieldError, parseForm, textsOf } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { InviteMember, inviteMember, removeMember, SaveMember, saveMember } from './actions.ts'
import { type Member, memberByEmail, memberById, team } from './queries.ts'
import { isManager, mayManage, roleNames } from './rules.ts'
import { MemberPage, TeamPage } from './views.tsx'
import { done } from './words.ts'

type C = Context<Envs['staff']>
const routes = paths.staff.team
const RemoveMember = v.object({ version: Version })

export const staffTeam = handle(routes, {
  list: (c) => showTeam(c),

  async invite(c) {
    const { ctx } = c.var
    const form = await parseForm(c, InviteMember)
    if (!form.ok) return showTeam(c, form)
    const [[known]] = await ctx.read([memberByEmail], { email: form.value.email })
    const invite = async () => {
      const outcome = await inviteMember(ctx, known, form.value)
      if (outcome === 'known')
        return showTeam(c, fieldError(textsOf(await c.req.parseBody()), 'email', 'Somebody with this address works here already'))
      return back(c, 'invited')
    }
    return unlessSentBefore(c, invite, (again) => showTeam(c, again))
  },

  async edit(c) {
    const member = await findMember(c, c.req.param('id'))
    if (!member.isActive) throw notFound('Person')
    return showMember(c, member)
  },

  async update(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveMember)
    const member = await findMember(c, c.req.param('id'))
    if (!member.isActive) throw notFound('Person')
    if (!form.ok) return showMember(c, member, form)
    const outcome = await unlessStale(saveMember(ctx, member, form.value))
    if (outcome === 'stale') return showStaleMember(c)
    const isStillIn = member.id !== ctx.staffId || isManager(form.value.role)
    return isStillIn ? back(c, 'saved') : c.redirect(href(ctx.base, paths.staff.home), 303)
  },

  async remove(c) {
    const form = await parseForm(c, RemoveMember)
    if (!form.ok) throw invalid('Go back and press Remove again.')
    await removeMember(c.var.ctx, await findMember(c, c.req.param('id')), form.value.version)
    return back(c, 'removed')
  },
})

async function findMember(c: C, id: string): Promise<Member> {
  const [[member]] = await c.var.ctx.read([memberById], { id })
  if (!member) throw notFound('Person')
  return member
}

async function showTeam(c: C, form?: FormState) {
  const { ctx } = c.var
  const [members] = await ctx.read([team])
  const page = <TeamPage base={ctx.base} members={members} me={ctx.me} shop={ctx.shop} form={form} />
  return show(c, page, { title: 'Team', at: 'team', status: form ? 422 : 200, flash: flashOf(c, done) })
}

/** What was typed, for the member as they are now: saving again is meant. */
async function showStaleMember(c: Context<Envs['staff'], '/:id'>) {
  const member = await findMember(c, c.req.param('id'))
  if (!member.isActive) throw notFound('Person')
  const { name, role, title, phone } = member
  const now = { name, role, title: title ?? '', phone: phone ?? '' }
  const { form, changes } = staleOf(await c.req.parseBody(), now, { name: 'Name', role: 'Role', title: 'Title', phone: 'Phone' })
  const named = changes.map((change) => (change.label === 'Role' ? { ...change, now: roleNames[role] } : change))
  return showMember(c, member, undefined, { form, changes: named })
}

function showMember(c: C, member: Member, failed?: FormState, stale?: Stale) {
  const { ctx } = c.var
  if (!mayManage(ctx.me.role, member.role)) throw forbidden('Only an owner can change an owner.')
  const page = <MemberPage base={ctx.base} member={member} me={ctx.me} form={failed ?? stale?.form} changes={stale?.changes} />
  return show(c, page, { title: member.name, at: 'team', status: stale ? 409 : failed ? 422 : 200 })
}

function back(c: C, did: keyof typeof done) {
  return c.redirect(`${href(c.var.ctx.base, routes.list)}?did=${did}`, 303)
}
