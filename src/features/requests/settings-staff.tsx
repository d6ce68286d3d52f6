import type { Context } from 'hono'
import * as v from 'valibot'
import type { Envs, StaffCtx } from '#context.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { changeProfile, differences } from '#features/settings/actions.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { SettingsFrame } from '#features/settings/nav.tsx'
import { staleOf } from '#features/settings/since.ts'
import { portalAddress } from '#identity/item-links.ts'
import { List, Ticked, Version } from '#lib/fields.ts'
import { type FormState, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Switch, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary } from '#ui/fields.tsx'
import { Copy } from '#ui/share.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { desk } from './desk-words.ts'
import { requestFields, requestSettings } from './rules.ts'

type C = Context<Envs['staff']>
const routes = paths.staff.settings.requests
const words = desk.settings
const SaveRequests = v.object({
  version: Version,
  required: List(v.picklist(requestFields, words.required), requestFields.length),
  isPublic: Ticked,
})

/** What this shop wants to be told in a request, and whether strangers may send one. */
export const staffRequestSettings = handle(routes, {
  show: (c) => showSettings(c),

  async save(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveRequests)
    if (!form.ok) return showSettings(c, form)
    await ctx.read([])
    if ((await unlessStale(save(ctx, form.value))) === 'stale') return showSettings(c, undefined, await c.req.parseBody())
    return c.redirect(`${href(ctx.base, routes.show)}?did=saved`, 303)
  },
})

async function save(ctx: StaffCtx, { version, required, isPublic }: v.InferOutput<typeof SaveRequests>) {
  const change = { requests: { required, isPublic } }
  const action = { kind: 'requests.changed', subjectId: ctx.tenant.key, details: differences(ctx, change) }
  return ctx.write(action, changeProfile(version, change))
}

async function showSettings(c: C, failed?: FormState, outdated?: Record<string, unknown>) {
  const { ctx } = c.var
  await ctx.read([])
  const now = { isPublic: requestSettings(ctx.shop).isPublic ? 'on' : '' }
  const stale = outdated && staleOf(outdated, now, { isPublic: words.isPublic })
  const page = <Settings ctx={ctx} form={failed ?? stale?.form} changes={stale?.changes} />
  const status = stale ? 409 : failed ? 422 : 200
  return show(c, page, { title: words.title, at: 'settings', status, flash: flashOf(c, { saved: words.saved }) })
}

const Settings = ({
  ctx,
  form,
  changes,
}: {
  ctx: StaffCtx
  form: FormState | undefined
  changes: readonly Changed[] | undefined
}) => {
  const { required, isPublic } = requestSettings(ctx.shop)
  const address = portalAddress(ctx.deps, ctx.tenant)
  return (
    <SettingsFrame base={ctx.base} at="requests" title={words.title} detail={words.detail}>
      <form class="form" method="post" action={href(ctx.base, routes.save)}>
        <CommandField />
        <VersionField version={ctx.shop.version} />
        {changes && <StaleNote changes={changes} />}
        <ErrorSummary form={form} title={words.notYet} />
        <Block title={words.required} id="required">
          <p class="quiet">{words.requiredText}</p>
          {requestFields.map((field) => (
            <Tick
              id={`f-required-${field}`}
              name="required[]"
              value={field}
              label={words.fields[field]}
              checked={required.includes(field)}
            />
          ))}
        </Block>
        <Block title={words.public} id="public">
          <Switch label={words.isPublic} name="isPublic" form={form} checked={isPublic} />
          <p class="quiet">{words.publicText}</p>
        </Block>
        <p class="ends">
          <SubmitButton primary busyText={words.saving}>
            {words.save}
          </SubmitButton>
        </p>
      </form>
      {isPublic && <Copy id="public-address" label={words.address} value={`${address}/requests/new`} />}
    </SettingsFrame>
  )
}
