import { eq } from 'drizzle-orm'
import { openWorld } from '#bin/command-world.ts'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { decide } from '#features/approvals/actions.ts'
import { askedOf } from '#features/approvals/asked.ts'
import { approversOfJob, askedForStaff } from '#features/approvals/queries.ts'
import { sendRequest } from '#features/approvals/send-actions.ts'
import { contacts, people } from '#features/customers/schema.ts'
import { jobs, statuses } from '#features/jobs/schema.ts'
import { partsOf } from '#features/work/rules.ts'
import { systemContext, withAudience } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { findTenantBySlug } from '#platform/tenants/queries.ts'

const [slug = '', email = ''] = process.argv.slice(2)
const { deps, close } = await openWorld(process.env, false)
console.log(JSON.stringify(await answerJob(deps, slug, email)))
await close()

/** Sends lines of the first open job of this contact and answers them, signed by hand: for the browser's tests. */
async function answerJob(deps: Deps, slug: string, email: string): Promise<{ approval: string; job: string }> {
  const tenant = await findTenantBySlug(deps, slug)
  if (!tenant) throw new Error('The seeded shop is not there')
  const nowhere = { base: '', host: '', network: '', device: '' }
  const ctx = systemContext({ ...nowhere, tenant, deps, requestId: newId('req'), now: deps.now(), command: undefined }, 'e2e')
  const seeded = sql
    .select({
      id: jobs.id,
      number: jobs.number,
      title: jobs.title,
      customerId: jobs.customerId,
      statusId: jobs.statusId,
      stage: statuses.stage,
      contact: contacts.id,
    })
    .from(jobs)
    .innerJoin(statuses, eq(statuses.id, jobs.statusId))
    .innerJoin(contacts, eq(contacts.customerId, jobs.customerId))
    .innerJoin(people, eq(people.id, contacts.personId))
    .where(
      raw`${people.email} = ${email} AND ${jobs.isClosed} = 0
      AND NOT EXISTS (SELECT 1 FROM approval_requests r WHERE r.job_id = ${jobs.id})`,
    )
    .limit(1)
  const [[job]] = await ctx.read([seeded])
  if (!job) throw new Error('The seeded customer has no job that nobody was asked about')
  // As the desk sends them: other tests read this customer's pages meanwhile.
  const parts = partsOf(
    [
      line('lin_e2e_pads', 'Front brake pads and rotors', 41_200, 'Worn to 2 mm'),
      line('lin_e2e_flush', 'Brake fluid flush', 11_800),
      line('lin_e2e_wipers', 'Cabin filter and wiper blades', 7_400),
    ],
    new Map(),
  )
  const me = { id: 'stf_e2e', name: 'Ray', email: '', role: 'owner' as const, openJobs: 0, openInvoices: 0 }
  const staff: StaffCtx = withAudience('staff', ctx, { staffId: 'stf_e2e', sessionId: '', me })
  const read = async () => askedOf(await ctx.read(askedForStaff, { subject: job.id }))
  const [approvers, ...rows] = await ctx.read([approversOfJob, ...askedForStaff], { id: job.id, subject: job.id })
  await sendRequest(
    staff,
    { asked: askedOf(rows), approvers, terms: undefined, statuses: rows[9] },
    {
      ...{
        kind: 'work',
        subjectId: job.id,
        customerId: job.customerId,
        title: job.title,
        note: '',
        rule: 'each',
        currency: 'USD',
      },
      job: { ...job, dueOn: null, isDueMovable: false, poNumber: null, needs: null, advisorName: null, advisorEmail: null },
      ...{ totalMinor: 60_400, parts, files: [], answerBy: null, isQuiet: true },
    },
  )
  const strokes = [[12, 50, 40, 20, 60, 60, 90, 30, 120, 55, 150, 25, 190, 50, 240, 34]]
  const { approvalId } = await decide(
    ctx,
    read,
    {
      ...{ edition: 1, poNumber: 'PO 4471', consent: 'I authorize the work on the lines I approved, at the prices shown.' },
      answers: new Map([
        ['lin_e2e_pads', 'approved'],
        ['lin_e2e_flush', 'approved'],
        ['lin_e2e_wipers', 'declined'],
      ]),
    },
    {
      ...{ door: 'portal', actor: { kind: 'contact', id: job.contact }, ticks: true, receiptTo: [] },
      proof: { method: 'session', at: new Date(deps.now() - 900_000).toISOString() },
      payload: {
        ...{
          name: 'Gwen Mercer',
          email,
          company: 'Bluestem Plumbing',
          comments: { lin_e2e_wipers: 'We do these ourselves' },
          note: '',
        },
        signature: { kind: 'drawn', name: 'Gwen Mercer', width: 260, height: 72, strokes },
        ...{ ip: '203.0.113.24', userAgent: 'Safari', device: 'Safari on iPhone', recordedBy: null, saidAt: null },
        ...{ forwardedBy: null, forwardedTo: null },
      },
    },
  )
  return { approval: approvalId, job: job.id }
}

function line(lineKey: string, name: string, unitPriceMinor: number, detail = '') {
  return {
    ...{ lineKey, name, detail, quantity: 1_000, unitPriceMinor, discountPpm: 0, taxPpm: 0, taxName: '' },
    ...{ partsMinor: null, laborMilli: null },
  }
}
