import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { notFound } from '#errors.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { staleOf } from '#features/settings/since.ts'
import { type FormState, parseForm, readFields } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { allTerms, currentTerms, type Terms, termsByNumber } from './queries.ts'
import { approvalSettings } from './rules.ts'
import { saveApprovals } from './settings-actions.ts'
import { type Kind, kinds, saveApprovalsIn, valuesOf } from './settings-form.ts'
import { PreviewPage, TermsPage } from './settings-preview.tsx'
import { ApprovalsPage } from './settings-views.tsx'
import { settingsLabels } from './settings-words.ts'

type C = Context<Envs['staff']>
const routes = paths.staff.settings.approvals

/** Settings › Approvals: how the shop asks for a yes. */
export const staffApprovalSettings = handle(routes, {
  async show(c) {
    const [editions] = await c.var.ctx.read([allTerms])
    return showSettings(c, editions)
  },

  async save(c) {
    const { ctx } = c.var
    const [editions] = await ctx.read([allTerms])
    const form = await parseForm(c, saveApprovalsIn(ctx.shop.currency))
    if (!form.ok) return showSettings(c, editions, form)
    const outcome = await unlessStale(saveApprovals(ctx, form.value, editions[0]))
    if (outcome === 'stale') {
      const [standing] = await ctx.read([allTerms])
      return showSettings(c, standing, undefined, await readFields(c))
    }
    return c.redirect(`${href(ctx.base, routes.show)}?did=saved`, 303)
  },

  async preview(c) {
    const { ctx } = c.var
    const [[terms]] = await ctx.read([currentTerms])
    const kind = kinds.find((one) => one === c.req.param('kind'))
    if (!kind) throw notFound('preview')
    return show(c, <PreviewPage base={ctx.base} shop={ctx.shop} kind={kind} terms={terms} />, {
      title: 'Preview',
      at: 'settings',
      scripts: ['signing'],
    })
  },

  async terms(c) {
    const { ctx } = c.var
    const [[terms], [current]] = await ctx.read([termsByNumber, currentTerms], { number: Number(c.req.param('number')) || 0 })
    if (!terms) throw notFound('version')
    const page = <TermsPage base={ctx.base} shop={ctx.shop} terms={terms} isCurrent={terms.number === current?.number} />
    return show(c, page, { title: `Terms, version ${terms.number}`, at: 'settings' })
  },
})

function showSettings(c: C, editions: readonly Terms[], failed?: FormState, outdated?: Record<string, unknown>) {
  const { ctx } = c.var
  const now = valuesOf(approvalSettings(ctx.shop), editions[0]?.text ?? '', ctx.shop.currency)
  const stale = outdated && staleOf(outdated, now, settingsLabels)
  const form = failed ?? stale?.form ?? { errors: {}, values: now }
  const links = {
    save: href(ctx.base, routes.save),
    chain: href(ctx.base, paths.staff.approvals.chain),
    preview: (kind: Kind) => href(ctx.base, routes.preview, { kind }),
    terms: (number: number) => href(ctx.base, routes.terms, { number: String(number) }),
  }
  const page = (
    <ApprovalsPage base={ctx.base} shop={ctx.shop} links={links} form={form} terms={editions} changes={stale?.changes} />
  )
  return show(c, page, {
    title: 'Approvals',
    at: 'settings',
    status: stale ? 409 : failed ? 422 : 200,
    flash: flashOf(c, { saved: 'Saved. What you send from now on asks like this.' }),
  })
}
