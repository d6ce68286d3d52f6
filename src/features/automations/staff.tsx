import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { invalid, notFound } from '#errors.ts'
import { unlessStale } from '#features/customers/stale.ts'
import { allStatuses, type Status } from '#features/jobs/queries.ts'
import { selectSetup } from '#features/settings/checklist.ts'
import { flashOf } from '#features/settings/flash.tsx'
import { type Stale, staleOf } from '#features/settings/since.ts'
import { checkForm, type FormState, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { MailWords, SaveAutomations, SaveMail, SaveQuietHours, saveAutomations, saveMail, saveQuietHours } from './actions.ts'
import { MailPage } from './mail-views.tsx'
import { previewMail } from './preview.ts'
import { lastMails, statusById } from './queries.ts'
import { AutomationsPage } from './views.tsx'

type C = Context<Envs['staff']>
const routes = paths.staff.settings.automations
const fine = 'Noted. They stay as they are.'
const awake = 'No quiet hours any more: every email goes when it is due.'
const quiet = 'Saved. What is due in quiet hours goes when they end.'
const done = {
  fine,
  awake,
  quiet,
  saved: 'Saved.',
  on: 'Automations are on.',
  off: 'Automations are off. Nothing goes out by itself.',
}

async function showAutomations(c: C, form?: FormState) {
  const { ctx } = c.var
  const [statuses, mails, [setup]] = await ctx.read([allStatuses, lastMails, selectSetup])
  const isNew = setup?.automationsSavedAt === null && ctx.shop.areAutomationsOn
  const about = { base: ctx.base, shop: ctx.shop, statuses, mails, isNew, form }
  const status = form ? 422 : 200
  return show(c, <AutomationsPage {...about} />, { title: 'Automations', at: 'settings', status, flash: flashOf(c, done) })
}

export const staffAutomations = handle(routes, {
  show: (c) => showAutomations(c),

  async quiet(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveQuietHours)
    if (!form.ok) return showAutomations(c, form)
    await ctx.read([])
    await saveQuietHours(ctx, form.value)
    return c.redirect(`${href(ctx.base, routes.show)}?did=${form.value.isQuiet ? 'quiet' : 'awake'}`, 303)
  },

  async save(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveAutomations)
    if (!form.ok) throw invalid('Go back and press Save again.')
    await ctx.read([])
    await saveAutomations(ctx, form.value)
    const did = form.value.areFine ? 'fine' : form.value.isOn ? 'on' : 'off'
    return c.redirect(`${href(ctx.base, routes.show)}?did=${did}`, 303)
  },

  async saveOne(c) {
    const { ctx } = c.var
    const form = await parseForm(c, SaveMail)
    const status = await findStatus(c, c.req.param('id'))
    if (!form.ok) return showMail(c, status, form)
    const outcome = await unlessStale(saveMail(ctx, status, form.value))
    if (outcome === 'stale') {
      const now = await findStatus(c, status.id)
      return showMail(c, now, undefined, mailSince(await c.req.parseBody(), now))
    }
    return c.redirect(`${href(ctx.base, routes.show)}?did=saved`, 303)
  },

  async preview(c) {
    const status = await findStatus(c, c.req.param('id'))
    if (c.req.query('as') === 'mail') return sendMail(c, status)
    return showMail(c, status)
  },
})

async function findStatus(c: C, id: string): Promise<Status> {
  const [[status]] = await c.var.ctx.read([statusById], { id })
  if (!status || status.removedAt !== null) throw notFound('Status')
  return status
}

/** The editor with what was saved, or with what stands in the address: typed, not saved, and to be looked at first. */
function showMail(c: C, status: Status, failed?: FormState, stale?: Stale) {
  const { ctx } = c.var
  const { draft, problems } = draftOf(c)
  const form = failed ?? stale?.form ?? problems
  const words = form || !draft ? savedWords(status) : draft
  const address = href(ctx.base, routes.preview, { id: status.id })
  const mailHref = `${address}?${new URLSearchParams({ as: 'mail', ...(draft && !form ? words : {}) })}`
  const page = (
    <MailPage
      base={ctx.base}
      status={status}
      draft={draft}
      mail={previewMail(ctx, status, words)}
      mailHref={mailHref}
      form={form}
      changes={stale?.changes}
    />
  )
  return show(c, page, { title: `Email for ${status.name}`, at: 'settings', status: stale ? 409 : form ? 422 : 200 })
}

/** The mail as its reader's program shows it. It may load the shop's logo and do nothing. */
function sendMail(c: C, status: Status) {
  const { draft } = draftOf(c)
  const { html } = previewMail(c.var.ctx, status, draft ?? savedWords(status))
  return c.html(html, 200, {
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox allow-same-origin; frame-ancestors 'none'",
  })
}

function draftOf(c: C) {
  const typed = c.req.query()
  if (c.req.method !== 'GET' || typed['subject'] === undefined) return { draft: undefined, problems: undefined }
  const form = checkForm(MailWords, typed)
  if (!form.ok) return { draft: undefined, problems: form }
  return { draft: { ...form.value, mails: typed['mails'] !== undefined }, problems: undefined }
}

const mailLabels = { mails: 'Email the customer', subject: 'Subject', body: 'Words' }

function mailSince(raw: Record<string, unknown>, { mailsCustomer, mailSubject, mailBody }: Status): Stale {
  const mails = mailsCustomer ? 'on' : ''
  const stale = staleOf(raw, { mails, subject: mailSubject, body: mailBody }, mailLabels)
  const changes = stale.changes.map((change) => (change.label === mailLabels.mails ? { ...change, now: mails || 'off' } : change))
  return { ...stale, changes }
}

function savedWords({ mailSubject, mailBody }: Status) {
  return { subject: mailSubject, body: mailBody }
}
