import { and, asc, desc, eq, isNull, type SQL } from 'drizzle-orm'
import { raw, sql, theCustomer } from '#database/sql.ts'
import type { Answer } from '#features/approvals/rules.ts'
import { asOwned } from '#features/assets/kept.ts'
import { asideStages } from './rules.ts'
import { jobs, statuses } from './schema.ts'

const decidedOn = <T>(what: SQL) => raw<T>`(SELECT ${what} FROM decisions d JOIN approval_requests r ON r.id = d.request_id
  WHERE r.kind = 'work' AND r.job_id = job_lines.job_id AND d.part_key = job_lines.line_key)`

/** For a row of `job_lines`: what the customer said to it, where they were asked. */
export const decisionOnLine = decidedOn<Answer | null>(raw`d.answer`)

/** 1 while the line is just what was asked, photos aside, and 0 once it differs: what was said counts for nothing else. */
export const isLineAsAsked = decidedOn<0 | 1 | null>(raw`CASE WHEN r.is_edited = 0 THEN 1 ELSE (SELECT
    (p.value ->> '$.title', p.value ->> '$.detail', p.value ->> '$.quantity', p.value ->> '$.unitPriceMinor',
      p.value ->> '$.discountPpm', p.value ->> '$.taxPpm', p.value ->> '$.partsMinor', p.value ->> '$.laborMilli')
    IS (job_lines.name, job_lines.detail, job_lines.quantity, job_lines.unit_price_minor,
      job_lines.discount_ppm, job_lines.tax_ppm, job_lines.parts_minor, job_lines.labor_milli)
  FROM editions e, json_each(e.content, '$.parts') p
  WHERE e.subject_id = r.subject_id AND e.number = r.edition AND p.value ->> '$.key' = d.part_key) END`)

/** The shop's statuses in the order work goes through them. */
export const allStatuses = sql.select().from(statuses).where(isNull(statuses.removedAt)).orderBy(asc(statuses.position))
export type Status = Awaited<ReturnType<typeof allStatuses.execute>>[number]

/** How many jobs stand in each status: one with jobs cannot be removed. */
export const countStatuses = sql
  .select({ id: statuses.id, jobs: raw<number>`(SELECT count(*) FROM jobs j WHERE j.status_id = statuses.id)` })
  .from(statuses)
  .where(isNull(statuses.removedAt))

const aside = raw.raw(asideStages.map((stage) => `'${stage}'`).join(', '))
/** Needs `statuses` joined: how many steps the shop's way has, and on which of them this status is. */
export const standingColumns = {
  label: statuses.label,
  stage: statuses.stage,
  steps: raw<number>`(SELECT count(*) FROM statuses w WHERE w.removed_at IS NULL AND w.stage NOT IN (${aside}))`,
  at: raw<number>`(SELECT count(*) FROM statuses w WHERE w.removed_at IS NULL AND w.stage NOT IN (${aside}) AND w.position <= statuses.position)`,
}
const calledHere = (column: 'name' | 'plate' | 'vin') => asOwned(column, raw`jobs.customer_id`)
/** The vehicle the work is done on, by its short name; one that went to a new owner as it was called until then. */
export const assetName = raw<string | null>`(SELECT ${calledHere('name')}
  FROM job_assets ja JOIN assets a ON a.id = ja.asset_id WHERE ja.job_id = jobs.id ORDER BY ja.rowid LIMIT 1)`

/** Whether the customer's page of the job names somebody to call or write to: its advisor, or the shop itself. */
const hasSomebody = raw<boolean>`(EXISTS (SELECT 1 FROM staff s WHERE s.id = jobs.advisor_id AND s.is_active = 1)
  OR EXISTS (SELECT 1 FROM profile p WHERE p.phone IS NOT NULL OR p.email IS NOT NULL))`

const like = raw.placeholder('like')
/** What a search looks at; `:like` is a pattern with \ as its escape. */
export const isFound = raw`(jobs.title LIKE ${like} ESCAPE '\\' OR CAST(jobs.number AS TEXT) LIKE ${like} ESCAPE '\\' OR jobs.po_number LIKE ${like} ESCAPE '\\'
  OR EXISTS (SELECT 1 FROM job_assets ja JOIN assets a ON a.id = ja.asset_id WHERE ja.job_id = jobs.id
    AND (${calledHere('name')} LIKE ${like} ESCAPE '\\' OR ${calledHere('plate')} LIKE ${like} ESCAPE '\\' OR ${calledHere('vin')} LIKE ${like} ESCAPE '\\')))`

const rowColumns = {
  id: jobs.id,
  number: jobs.number,
  title: jobs.title,
  pieces: jobs.pieces,
  dueOn: jobs.dueOn,
  isClosed: jobs.isClosed,
  statusAt: jobs.statusAt,
  position: statuses.position,
  assetName,
  hasSomebody,
  ...standingColumns,
}
/** A customer's jobs as lists show them; whoever asks says whose. */
export const selectRows = () => sql.select(rowColumns).from(jobs).innerJoin(statuses, eq(statuses.id, jobs.statusId))
// The newest first, by the index that holds customer, open or closed, and when.
const newest = [desc(jobs.createdAt), raw`jobs.rowid DESC`] as const

/** A customer's active work, newest first: what the home page lists. */
export const activeJobsForCustomer = selectRows()
  .where(and(eq(jobs.customerId, theCustomer), eq(jobs.isClosed, false)))
  .orderBy(...newest)
  .limit(10)
export type ListedJob = Awaited<ReturnType<typeof activeJobsForCustomer.execute>>[number]

const listForCustomer = (isClosed: boolean) =>
  selectRows()
    .where(and(eq(jobs.customerId, theCustomer), eq(jobs.isClosed, isClosed), isFound))
    .orderBy(...newest)
    .limit(raw.placeholder('limit'))
    .offset(raw.placeholder('offset'))
/** One page of a customer's active work, and of what is done or cancelled. */
export const jobsForCustomer = listForCustomer(false)
export const pastJobsForCustomer = listForCustomer(true)
