import type { Stage } from '#features/jobs/rules.ts'

/** How many of the active jobs are on their way; the others are in the works. */
export function countShipping(jobs: readonly { readonly stage: Stage }[]): number {
  return jobs.filter(({ stage }) => stage === 'on_the_way').length
}

/** What is owed in all, if it is all in one currency. */
export function sumDue(due: readonly { readonly balanceMinor: number; readonly currency: string }[]) {
  const [first] = due
  if (!first || due.some(({ currency }) => currency !== first.currency)) return undefined
  return { minor: due.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0), currency: first.currency }
}
