import { cutting, type Mutant } from './mutant.ts'

const races = ['src/races.test.ts']
const stale = "exactlyOne('stale')"

/** Jobs, vehicles and how the shop is set up. */
export const workMutants: readonly Mutant[] = [
  ...cutting('features/jobs/actions.ts', races, [
    `${stale},`,
    ['isServed(input.customer),\n      sql.insert', 'isServed(input.customer),'],
    ['[isServed(input.customer), ', 'isServed(input.customer), '],
    'hasNoInvoice(id), ',
    ' AND archived_at IS NULL',
    ' AND merged_into_id IS NULL',
  ]),
  ...cutting('features/jobs/side-actions.ts', races, [
    [`[update, ${stale}]`, `, ${stale}`],
    [`[remove, ${stale}]`, `, ${stale}`],
  ]),
  ...cutting('features/jobs/move-actions.ts', races, [
    `, ${stale}`,
    [
      'nobodyWasTold(\n        contacts.map((contact) => topicOf(id, contact.id)),\n        last.at,\n      ),',
      'nobodyWasTold(\n        contacts.map((contact) => topicOf(id, contact.id)),\n        last.at,\n      ),',
    ],
  ]),
  ...cutting(
    'features/settings/actions.ts',
    [...races, 'src/features/settings'],
    [`, ${stale}`, "assert(raw`NOT ${hasMoney}`, 'currency')"],
  ),
  ...cutting('features/automations/actions.ts', races, [`${stale},`]),
  ...cutting('features/automations/statuses-actions.ts', races, [
    `${stale},`,
    ', raw`${statuses.removedAt} IS NULL`',
    "assert(raw`NOT EXISTS (SELECT 1 FROM jobs WHERE status_id = ${status.id})`, 'in use'),",
    ["'in use'),\n    wayThrough,", 'wayThrough,'],
    [': []),\n    wayThrough,', 'wayThrough,'],
  ]),
  ...cutting(
    'features/assets/page-queries.ts',
    ['src/features/assets'],
    ['eq(assets.ownerId, theCustomer), ', ', isNull(assets.archivedAt)', 'eq(jobs.customerId, theCustomer), '],
  ),
  ...cutting(
    'features/jobs/move-actions.ts',
    ['src/features/jobs'],
    [['starts ? [jobIsApproved(id, approvalSettings(ctx.shop).needs)]', 'jobIsApproved(id, approvalSettings(ctx.shop).needs)']],
  ),
  ...cutting(
    'features/jobs/actions.ts',
    ['src/features/jobs'],
    ["assert(raw`NOT EXISTS (SELECT 1 FROM approval_requests WHERE job_id = ${job} AND edition > 0)`, 'was asked'),"],
  ),
]
