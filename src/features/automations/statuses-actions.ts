import { and, eq, ne } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { jobsInAreApproved } from '#features/approvals/gate.ts'
import { approvalSettings } from '#features/approvals/rules.ts'
import type { Status } from '#features/jobs/queries.ts'
import { isClosedStage, isProduction, type Stage, stages } from '#features/jobs/rules.ts'
import { jobs, statuses } from '#features/jobs/schema.ts'
import { Line, Version } from '#lib/fields.ts'
import { movedOrder, placeFor, renumbered } from './statuses-rules.ts'

const words = {
  name: Line('Type what your team calls it', 60),
  label: Line('Type what customers read', 60),
  stage: v.picklist(stages, 'Choose where the work stands'),
}
export const AddStatus = v.object(words)
export type AddStatus = v.InferOutput<typeof AddStatus>
export const SaveStatus = v.object({ version: Version, ...words })
export type SaveStatus = v.InferOutput<typeof SaveStatus>
export const MoveStatus = v.object({ version: Version, move: v.picklist(['up', 'down']) })
export const RemoveStatus = v.object({ version: Version })

/** Adds a status, behind the others of its stage. Answers 'taken' when another one has the name. */
export async function addStatus(ctx: StaffCtx, all: readonly Status[], input: AddStatus): Promise<'done' | 'taken'> {
  const id = ctx.newId('sts')
  if (isNameTaken(all, input.name, id)) return 'taken'
  const at = placeFor(all, input.stage)
  const rest = renumbered([...all.slice(0, at), { id, position: at }, ...all.slice(at)])
  const insert = sql.insert(statuses).values({ id, position: at, ...input })
  await ctx.write({ kind: 'status.added', subjectId: id, details: input }, [insert, ...rest.map(place)])
  return 'done'
}

/** Changes what a status is called and stands for. Its jobs follow: open or closed is a matter of the stage. Answers as `addStatus`. */
export async function saveStatus(
  ctx: StaffCtx,
  all: readonly Status[],
  status: Status,
  { version, ...change }: SaveStatus,
): Promise<'done' | 'taken'> {
  if (isNameTaken(all, change.name, status.id)) return 'taken'
  const { name, label, stage } = status
  const starts = isProduction(change.stage) && !isProduction(stage)
  const isMoved = isClosedStage(change.stage) !== isClosedStage(stage)
  const changes = [
    ...update(status.id, version, change),
    // A status must not come to mean production under jobs that may not start.
    ...(starts ? [jobsInAreApproved(status.id, approvalSettings(ctx.shop).needs)] : []),
    ...(isMoved
      ? [
          sql
            .update(jobs)
            .set({ isClosed: isClosedStage(change.stage) })
            .where(eq(jobs.statusId, status.id)),
        ]
      : []),
    wayThrough,
  ]
  const action = { kind: 'status.changed', subjectId: status.id, details: { before: { name, label, stage }, after: change } }
  await guarded(ctx.write(action, changes))
  return 'done'
}

/** Moves a status one step in the order work goes through; at the end of the row nothing happens. */
export async function moveStatus(
  ctx: StaffCtx,
  all: readonly Status[],
  id: string,
  input: v.InferOutput<typeof MoveStatus>,
): Promise<void> {
  const order = movedOrder(all, id, input.move)
  if (!order) return
  const changes = [...update(id, input.version, {}), ...renumbered(order).map(place)]
  await ctx.write({ kind: 'status.moved', subjectId: id, details: { move: input.move } }, changes)
}

/** Takes a status away that no job uses. What happened in it stays in the timelines. */
export async function removeStatus(ctx: StaffCtx, status: Status, version: number): Promise<void> {
  const changes = [
    ...update(status.id, version, { removedAt: ctx.now }),
    assert(raw`NOT EXISTS (SELECT 1 FROM jobs WHERE status_id = ${status.id})`, 'in use'),
    wayThrough,
  ]
  await guarded(ctx.write({ kind: 'status.removed', subjectId: status.id, details: { name: status.name } }, changes))
}

function isNameTaken(all: readonly Status[], name: string, id: string): boolean {
  return all.some((status) => status.id !== id && status.name.toLowerCase() === name.toLowerCase())
}

function update(
  id: string,
  version: number,
  change: Partial<typeof statuses.$inferInsert> & { stage?: Stage },
): readonly Change[] {
  const isIt = and(eq(statuses.id, id), eq(statuses.version, version), raw`${statuses.removedAt} IS NULL`)
  return [
    [
      sql
        .update(statuses)
        .set({ ...change, version: raw`${statuses.version} + 1` })
        .where(isIt),
      exactlyOne('stale'),
    ],
  ]
}

function place({ id, position }: { readonly id: string; readonly position: number }): Change {
  return sql
    .update(statuses)
    .set({ position })
    .where(and(eq(statuses.id, id), ne(statuses.position, position)))
}

const wayThrough = assert(
  raw`(SELECT count(*) FILTER (WHERE stage = 'done') > 0 AND count(*) FILTER (WHERE stage NOT IN ('done', 'cancelled')) > 0
    FROM statuses WHERE removed_at IS NULL)`,
  'no way through',
)

async function guarded(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (error.reason === 'not approved')
      throw conflict('Jobs stand in this status that are not approved yet. Move them first, then let it mean production.')
    if (error.reason === 'in use') throw conflict('Jobs stand in this status. Move them to another one first, then remove it.')
    if (error.reason === 'no way through')
      throw conflict('Keep at least one status for open work and one with the stage Done: every job needs both.')
    throw error
  }
}
