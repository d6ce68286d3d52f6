import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne, once, Refused, type Step } from '#database/write.ts'
import { conflict, forbidden } from '#errors.ts'
import { confirmed } from '#identity/factors/guard.ts'
import { Email, Line, MaybeLine, MaybePhone, Version } from '#lib/fields.ts'
import { addStaffShop, removeStaffShop } from '#platform/tenants/staff.ts'
import type { Member } from './queries.ts'
import { hasCome, isManager, mayManage, type Role, roles, rolesGivenBy } from './rules.ts'
import { recoveryCodes, staff, staffFactors, staffSessions } from './schema.ts'

const AnyRole = v.picklist(roles, 'Choose a role')

export const InviteMember = v.object({ email: Email, name: Line('Type their name', 120), role: AnyRole })
export type InviteMember = v.InferOutput<typeof InviteMember>

/**
 * Invites somebody to the team, again if they have not come yet or left before. Answers 'known' when the mailbox belongs to
 * somebody who works here already.
 */
export async function inviteMember(ctx: StaffCtx, known: Member | undefined, input: InviteMember): Promise<'done' | 'known'> {
  assertMayGive(ctx, input.role)
  if (known) assertMayTouch(ctx, known)
  const id = known?.id ?? ctx.newId('stf')
  if (known?.isActive && hasCome(known)) return 'known'
  // Before the directory hears of them.
  const asked = ofManagers(ctx, input.role)
  await addStaffShop(ctx.deps, input.email, ctx.tenant.key)
  const fresh = { name: input.name, role: input.role, isActive: true, invitedAt: ctx.now }
  const change = known
    ? update(known.id, known.version, fresh)
    : once(sql.insert(staff).values({ id, email: input.email, ...fresh, createdAt: ctx.now }), 'known')
  const action = {
    kind: 'staff.invited',
    subjectId: id,
    details: { email: input.email, role: input.role },
    mails: [{ kind: 'staff.invitation', isUnasked: true, payload: { staff: id }, topic: `invitation ${id}` }],
  }
  try {
    await ctx.write(action, [...asked, sameRole(ctx), change, anOwnerStays])
    return 'done'
  } catch (error) {
    if (error instanceof Refused && error.reason === 'known') return 'known'
    throw refusalOf(error)
  }
}

export const SaveMember = v.object({
  version: Version,
  name: Line('Type their name', 120),
  role: AnyRole,
  phone: MaybePhone,
  title: MaybeLine(80),
})
export type SaveMember = v.InferOutput<typeof SaveMember>

/** Changes a member's details and role. Nobody gives a role above their own, and an owner always stays. */
export async function saveMember(ctx: StaffCtx, member: Member, { version, ...change }: SaveMember): Promise<void> {
  assertMayTouch(ctx, member)
  assertMayGive(ctx, change.role)
  const { name, role, phone, title } = member
  const action = { kind: 'staff.changed', subjectId: member.id, details: { before: { name, role, phone, title }, after: change } }
  const asked = role === change.role ? [] : ofManagers(ctx, role, change.role)
  await guarded(ctx.write(action, [...asked, sameRole(ctx), update(member.id, version, change), anOwnerStays]))
}

/**
 * Ends somebody's work here: every session ends at once, and what they confirm with counts no more, so that who is invited again
 * starts anew. What they did stays under their name.
 */
export async function removeMember(ctx: StaffCtx, member: Member, version: number): Promise<void> {
  assertMayTouch(ctx, member)
  if (member.id === ctx.staffId) throw conflict('You cannot remove yourself. Ask another owner or manager to do it.')
  if (member.isActive) {
    const end = sql
      .update(staffSessions)
      .set({ endedAt: ctx.now })
      .where(and(eq(staffSessions.staffId, member.id), isNull(staffSessions.endedAt)))
    const action = { kind: 'staff.removed', subjectId: member.id, details: { email: member.email, role: member.role } }
    const leaving = [update(member.id, version, { isActive: false }), end, ...endFactors(ctx, member.id)]
    await guarded(ctx.write(action, [...ofManagers(ctx, member.role), sameRole(ctx), ...leaving, anOwnerStays]))
  }
  // Last, so that a refusal leaves their way to the shop as it was; pressing again repeats it.
  await removeStaffShop(ctx.deps, member.email, ctx.tenant.key)
}

/** Whoever makes or unmakes those who move money confirms that it is them: else a mailbox alone would do to become one. */
const ofManagers = (ctx: StaffCtx, ...touched: readonly Role[]) => (touched.some(isManager) ? [confirmed(ctx)] : [])

const endFactors = ({ now }: StaffCtx, staffId: string) => [
  sql
    .update(staffFactors)
    .set({ removedAt: now, sealedSecret: null })
    .where(and(eq(staffFactors.staffId, staffId), isNull(staffFactors.removedAt))),
  sql.delete(recoveryCodes).where(eq(recoveryCodes.staffId, staffId)),
]

function assertMayGive(ctx: StaffCtx, role: Role): void {
  if (!rolesGivenBy(ctx.me.role).includes(role)) throw forbidden('Only an owner can make somebody an owner.')
}

function assertMayTouch(ctx: StaffCtx, member: Member): void {
  if (!mayManage(ctx.me.role, member.role)) throw forbidden('Only an owner can change an owner.')
}

function update(id: string, version: number, change: Partial<typeof staff.$inferInsert>): readonly Step[] {
  const bumped = { ...change, version: raw`${staff.version} + 1` }
  return [
    sql
      .update(staff)
      .set(bumped)
      .where(and(eq(staff.id, id), eq(staff.version, version))),
    exactlyOne('stale'),
  ]
}

const anOwnerStays = assert(raw`EXISTS (SELECT 1 FROM staff WHERE role = 'owner' AND is_active = 1)`, 'last owner')

/** Whoever does this still has the role their rights were read from. */
function sameRole(ctx: StaffCtx) {
  return assert(raw`(SELECT role FROM staff WHERE id = ${ctx.staffId}) = ${ctx.me.role}`, 'stale')
}

async function guarded(write: Promise<unknown>): Promise<void> {
  try {
    await write
  } catch (error) {
    throw refusalOf(error)
  }
}

function refusalOf(error: unknown): unknown {
  const isLast = error instanceof Refused && error.reason === 'last owner'
  return isLast ? conflict('A shop keeps at least one owner. Make somebody else an owner first.') : error
}
