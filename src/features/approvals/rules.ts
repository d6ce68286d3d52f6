import type { Trade } from '#features/settings/rules.ts'

export const requestKinds = ['proof', 'work', 'estimate', 'limit'] as const
export type RequestKind = (typeof requestKinds)[number]
/** A record is a decision on a request, or a member of staff who let a job into production without one. */
export type RecordKind = RequestKind | 'override'

/** Where something the customer is asked about stands. */
export const requestStates = ['draft', 'open', 'changes_requested', 'approved', 'declined', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

/** What can be said to one part: a line or a design. */
export const answers = ['approved', 'declined', 'changes'] as const
export type Answer = (typeof answers)[number]

/** What one act of deciding came to: `mixed` says yes to some lines and no to others. */
export type Outcome = 'approved' | 'mixed' | 'changes_requested' | 'declined' | 'overridden'

export type LimitState = 'proposed' | 'accepted' | 'refused' | 'ended'

/** What a job can need before production. */
export const needKinds = ['proof', 'work'] as const
export type Need = (typeof needKinds)[number]

export type Act = 'send' | 'decide' | 'withdraw'
/** What may happen to a request in each state: a table of edges, so that nothing else can. */
const edges: Readonly<Record<RequestState, readonly Act[]>> = {
  draft: ['send', 'withdraw'],
  open: ['send', 'decide', 'withdraw'],
  changes_requested: ['send', 'withdraw'],
  // A declined line can be approved later, and changed work is sent anew.
  approved: ['send', 'decide', 'withdraw'],
  declined: ['send', 'decide', 'withdraw'],
  withdrawn: [],
}
export function may(act: Act, state: RequestState): boolean {
  return edges[state].includes(act)
}

/** Whether an answer counts now: once something is settled it stays so, but a declined line may be approved later. */
export function mayDecide(kind: RequestKind, state: RequestState): boolean {
  return kind === 'work' ? may('decide', state) : state === 'open'
}

/** Whether a part that stands as `standing` may be answered with `answer`: once, but a declined line may be approved later. */
export function mayAnswer(kind: RequestKind, standing: Answer | undefined, answer: Answer): boolean {
  return standing === undefined || (kind === 'work' && standing === 'declined' && answer === 'approved')
}

/** How many parts must be approved: each is answered by itself, or the rule of a proof. */
export type PartRule = 'each' | 'all' | 'any' | 'one'

/** Whether more is approved at once than the rule lets be. */
export function exceeds(rule: PartRule, answers: ReadonlyMap<string, Answer>): boolean {
  return rule === 'one' && [...answers.values()].filter((answer) => answer === 'approved').length > 1
}

/** Where a request stands under its rule, given what stands for its parts. */
export function stateUnder(rule: PartRule, parts: number, standing: readonly Answer[]): RequestState {
  if (standing.includes('changes')) return 'changes_requested'
  const approved = standing.filter((answer) => answer === 'approved').length
  if (rule === 'any' || rule === 'one') return approved > 0 ? 'approved' : standing.length < parts ? 'open' : 'declined'
  if (rule === 'all' && standing.includes('declined')) return 'declined'
  if (standing.length < parts) return 'open'
  return approved > 0 ? 'approved' : 'declined'
}

export function outcomeOf(given: readonly Answer[]): Outcome {
  if (given.includes('changes')) return 'changes_requested'
  const isMixed = given.includes('approved') && given.includes('declined')
  if (isMixed) return 'mixed'
  return given.includes('approved') ? 'approved' : 'declined'
}

/** Through which door a decision came. */
export const doors = ['portal', 'link', 'forward', 'phone', 'text', 'in_person', 'limit', 'desk'] as const
export type Door = (typeof doors)[number]

/** How somebody proved who they are: by a session, by a mailed link, by a code asked for on the spot, or not at all. */
export const proofMethods = ['session', 'mailed_link', 'mailed_code', 'staff_word', 'none'] as const
export type ProofMethod = (typeof proofMethods)[number]

export const signatureRules = ['never', 'above', 'always'] as const
export type SignatureRule = (typeof signatureRules)[number]
export const poRules = ['no', 'allowed', 'demanded'] as const
export type PoRule = (typeof poRules)[number]

/** What the shop asks of somebody who approves one kind of thing. */
export interface KindSettings {
  readonly signature: SignatureRule
  /** With `above`: from which total before tax, in minor units. */
  readonly signatureAboveMinor: number
  /** Each is ticked before the signature. */
  readonly checklist: readonly string[]
}

/** How a shop asks for approval. */
export interface ApprovalSettings {
  /** What a new job needs before production. */
  readonly needs: readonly Need[]
  readonly proof: KindSettings
  readonly work: KindSettings
  readonly estimate: KindSettings
  readonly po: PoRule
  /** Whether the shop is mailed about answers, and who beside the advisor. */
  readonly mailsShop: boolean
  readonly recipients: readonly string[]
  /** Days after sending on which somebody who has not answered is reminded. */
  readonly remindAfterDays: readonly number[]
  /** Hours before the answer is due when they are reminded once more; 0 for never. */
  readonly remindBeforeHours: number
  /** Days without a look at what was sent after which the shop is told to call; three unless set. */
  readonly callAfterDays?: number
  /** Days of the week the shop works, Monday 1 to Sunday 7 (ISO 8601). */
  readonly workingDays: readonly number[]
  /** Whether a decision through a mailed link needs a code from the same mailbox; `above` compares with `linkCodeAboveMinor`. */
  readonly linkCode: SignatureRule
  readonly linkCodeAboveMinor: number
}

const artChecklist = [
  'The spelling is right',
  'The colors are right. Screens differ, thread and ink numbers do not',
  'The size is right',
  'The placement is right',
  'The quantity is right',
]

const signing = (signature: SignatureRule, checklist: readonly string[]): KindSettings => ({
  signature,
  signatureAboveMinor: 0,
  checklist,
})

/** What a shop of this trade starts with. */
export function defaultApprovals(trade: Trade): ApprovalSettings {
  const makes = trade === 'decoration' || trade === 'wrap'
  return {
    needs: [makes ? 'proof' : 'work'],
    proof: signing('always', artChecklist),
    work: signing('never', []),
    estimate: signing('always', []),
    po: 'allowed',
    mailsShop: true,
    recipients: [],
    remindAfterDays: [2, 5],
    remindBeforeHours: 24,
    workingDays: [1, 2, 3, 4, 5],
    linkCode: 'never',
    linkCodeAboveMinor: 0,
  }
}

interface HasApprovals {
  readonly trade: Trade
  readonly approvals: ApprovalSettings | null
}
/** How this shop asks for approval: as it set, or as its trade begins. */
export function approvalSettings(shop: HasApprovals): ApprovalSettings {
  return shop.approvals ?? defaultApprovals(shop.trade)
}

/** Whether approving this needs a signature. Something without prices counts as above every amount. */
export function needsSignature(settings: ApprovalSettings, kind: RequestKind, totalMinor: number | null): boolean {
  const rule = kind === 'limit' ? settings.work : settings[kind]
  return isAsked(rule.signature, rule.signatureAboveMinor, totalMinor)
}
/** Whether a decision through a mailed link needs a code from the same mailbox first. */
export function needsCode(settings: ApprovalSettings, totalMinor: number | null): boolean {
  return isAsked(settings.linkCode, settings.linkCodeAboveMinor, totalMinor)
}
function isAsked(rule: SignatureRule, aboveMinor: number, totalMinor: number | null): boolean {
  if (rule === 'above') return totalMinor === null || totalMinor > aboveMinor
  return rule === 'always'
}

/** What a job needs before production: its own, or what the shop asks of every job. */
export function needsOf(job: { readonly needs: readonly Need[] | null }, shop: HasApprovals): readonly Need[] {
  return job.needs ?? approvalSettings(shop).needs
}
