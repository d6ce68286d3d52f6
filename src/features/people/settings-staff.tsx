import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs } from '#context.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { changeProfile, differences } from '#features/settings/actions.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { SettingsFrame } from '#features/settings/nav.tsx'
import { staleOf } from '#features/settings/since.ts'
import { Ticked, Version } from '#lib/fields.ts'
import { type FormState, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Switch } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary } from '#ui/fields.tsx'
import { StaleNote } from '#ui/stale-note.tsx'
import { desk as words } from './desk-words.ts'
import { accountSettings } from './rules.ts'

type C = Context<Envs['staff']>
const routes = paths.staff.settings.accounts
const SaveAccounts = v.object({ version: Version, mayInvite: Ticked, mayEdit: Ticked })

/** What customers of this shop may do about their own account. */
export const staffAccountSettings = handle(routes, {
  show: (c) => showSettings(c),

  async save(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveAccounts)
    if (!form.ok) return showSettings(c, form)
    await ctx.read([])
    const { version, ...accounts } = form.value
    const change = { accounts }
    const action = { kind: 'accounts.changed', subjectId: ctx.tenant.key, details: differences(ctx, change) }
    const saved = await unlessStale(ctx.write(action, changeProfile(version, change)))
    if (saved === 'stale') return showSettings(c, undefined, await c.req.parseBody())
    return c.redirect(`${href(ctx.base, routes.show)}?did=saved`, 303)
  },
})

async function showSettings(c: C, failed?: FormState, outdated?: Record<string, unknown>) {
  const { ctx } = c.var
  await ctx.read([])
  const now = accountSettings(ctx.shop)
  const said = { mayInvite: now.mayInvite ? 'on' : '', mayEdit: now.mayEdit ? 'on' : '' }
  const stale = outdated && staleOf(outdated, said, { mayInvite: words.mayInvite, mayEdit: words.mayEdit })
  const form = failed ?? stale?.form
  const page = (
    <SettingsFrame base={ctx.base} at="accounts" title={words.title} detail={words.detail}>
      <form class="form" method="post" action={href(ctx.base, routes.save)}>
        <CommandField />
        <VersionField version={ctx.shop.version} />
        {stale && <StaleNote changes={stale.changes} />}
        <ErrorSummary form={form} title={words.notYet} />
        <Block title={words.title} id="accounts">
          <Switch label={words.mayInvite} name="mayInvite" form={form} checked={now.mayInvite} />
          <p class="quiet">{words.mayInviteText}</p>
          <Switch label={words.mayEdit} name="mayEdit" form={form} checked={now.mayEdit} />
          <p class="quiet">{words.mayEditText}</p>
        </Block>
        <p class="ends">
          <SubmitButton primary busyText={words.saving}>
            {words.save}
          </SubmitButton>
        </p>
      </form>
    </SettingsFrame>
  )
  const status = stale ? 409 : failed ? 422 : 200
  return show(c, page, { title: words.title, at: 'settings', status, flash: flashOf(c, { saved: words.saved }) })
}
