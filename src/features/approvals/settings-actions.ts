import type { StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { changeProfile, differences } from '#features/settings/actions.ts'
import { newId } from '#lib/id.ts'
import { sha256Of } from '#lib/sealed-record.ts'
import type { Terms } from './queries.ts'
import { terms } from './schema.ts'
import { type SaveApprovals, settingsOf } from './settings-form.ts'

/** Sets how the shop asks for approval, from the next sending on. Terms with another text become a new edition; earlier ones stay. */
export async function saveApprovals(ctx: StaffCtx, input: SaveApprovals, current: Terms | undefined): Promise<void> {
  const change = { approvals: settingsOf(input) }
  const edition = await newTerms(ctx, input.terms, current)
  const details = { ...differences(ctx, change), ...(edition ? { terms: edition.number } : {}) }
  await ctx.write({ kind: 'approvals.changed', subjectId: ctx.tenant.key, details }, [
    ...changeProfile(input.version, change),
    ...(edition ? [edition.insert] : []),
  ])
}

async function newTerms(
  ctx: StaffCtx,
  text: string,
  current: Terms | undefined,
): Promise<{ readonly number: number; readonly insert: Change } | undefined> {
  if (text === (current?.text ?? '')) return undefined
  const number = (current?.number ?? 0) + 1
  const row = { id: newId('trm'), number, text, sha256: await sha256Of(text), createdById: ctx.staffId, createdAt: ctx.now }
  return { number, insert: sql.insert(terms).values(row) }
}
