import type { StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { jobs } from '#features/jobs/schema.ts'
import { systemContext, withAudience } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { testEnv } from '#testing/outside.ts'
import { start, type TestContact, type TestShop } from '#testing/world.ts'
import { decide } from './actions.ts'
import { askedOf } from './asked.ts'
import { readRequest } from './behalf-actions.ts'
import type { EditionPart } from './editions.ts'
import { approversOfJob, askedForStaff } from './queries.ts'
import type { Answer } from './rules.ts'
import { type Sending, sendRequest } from './send-actions.ts'

export const twoLines: readonly EditionPart[] = [
  { key: 'lin_pads', title: 'Front brake pads', amountMinor: 41_200 },
  { key: 'lin_flush', title: 'Brake fluid flush', amountMinor: 11_800 },
]

/** The shop itself at work, without a request. */
export function contextOf(shop: TestShop, now = start) {
  const nowhere = { base: '', host: '', network: '', device: '' }
  const occasion = { tenant: shop.tenant, deps: depsOf(testEnv), requestId: newId('req'), now, ...nowhere }
  return systemContext({ ...occasion, command: { id: newId('cmd'), digest: '' } }, 'test')
}
/** Its owner at the desk. */
export function deskOf(shop: TestShop): StaffCtx {
  const me = {
    id: shop.ownerId,
    name: 'Olive Owner',
    email: shop.ownerEmail,
    role: 'owner',
    openJobs: 0,
    openInvoices: 0,
    requestsBack: 0,
  } as const
  return withAudience('staff', contextOf(shop), { staffId: shop.ownerId, sessionId: '', me })
}

/** A job of this customer in the shop's first status. */
export async function makeJob(shop: TestShop, contact: TestContact, title = 'Unit 14'): Promise<string> {
  const id = newId('job')
  const statusId = shop.statuses[0]?.id ?? ''
  const [[number] = []] = await shop.rows('SELECT 3207 + count(*) FROM jobs')
  await write(shop.tenant.database, [
    sql.insert(jobs).values({
      ...{ id, number: Number(number), customerId: contact.customerId, title, statusId, statusAt: start, createdAt: start },
    }),
  ])
  return id
}

/** Sends these parts of a job for approval, as its work unless told otherwise. Gives the request's id. */
export async function sendParts(
  shop: TestShop,
  contact: TestContact,
  job: string,
  parts: readonly EditionPart[] = twoLines,
  more: Partial<Sending> = {},
): Promise<string> {
  const ctx = deskOf(shop)
  const subject = more.subjectId ?? job
  const [approvers, ...rows] = await ctx.read([approversOfJob, ...askedForStaff], { id: job, subject })
  const standing = 'SELECT j.status_id, s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id WHERE j.id = ?'
  const [[statusId, stage] = []] = await shop.rows(standing, job)
  const facts = {
    id: job,
    number: 3207,
    title: 'Unit 14',
    dueOn: null,
    isDueMovable: false,
    poNumber: null,
    needs: null,
    advisorName: null,
    advisorEmail: null,
  }
  await sendRequest(
    ctx,
    { asked: askedOf(rows), approvers, terms: rows[4][0], statuses: rows[9] },
    {
      ...{
        kind: 'work',
        subjectId: job,
        customerId: contact.customerId,
        title: 'Unit 14',
        note: '',
        rule: 'each',
        currency: 'USD',
      },
      job: { ...facts, statusId: String(statusId), stage: String(stage) as 'quoted' }, // as the schema has it
      totalMinor: parts.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0),
      ...{ parts, files: [], answerBy: null, isQuiet: false, ...more },
    },
  )
  const [[id] = []] = await shop.rows('SELECT id FROM approval_requests WHERE subject_id = ?', subject)
  return String(id)
}

/** Says this to these parts of the first edition in the portal, at the clock's instant. */
export async function answerParts(shop: TestShop, request: string, answer: Answer, keys: readonly string[]): Promise<void> {
  const ctx = withAudience('staff', contextOf(shop, Date.now()), { staffId: shop.ownerId, sessionId: '', me: deskOf(shop).me })
  const given = { edition: 1, answers: new Map(keys.map((key) => [key, answer])), poNumber: null, consent: 'Yes' }
  const payload = {
    ...{ name: 'Ray', email: null, company: 'Riverside', comments: {}, note: '', signature: null, ip: '', userAgent: '' },
    ...{ device: '', recordedBy: null, saidAt: null, forwardedBy: null, forwardedTo: null },
  }
  await decide(ctx, () => readRequest(ctx, request), given, {
    ...{ door: 'portal', actor: { kind: 'contact', id: 'con_0' }, proof: { method: 'session', at: null } },
    ...{ payload, ticks: true, receiptTo: [] },
  })
}
