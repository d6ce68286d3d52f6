import { accountMutants } from './accounts.ts'
import { approvalMutants } from './approvals.ts'
import { fileMutants } from './files.ts'
import { moneyMutants } from './money.ts'
import type { Mutant } from './mutant.ts'
import { ownedMutants } from './owned.ts'
import { peopleMutants } from './people.ts'
import { requestMutants } from './requests.ts'
import { savedMutants } from './saved.ts'
import { selfMutants } from './self.ts'
import { talkMutants } from './talk.ts'
import { waysMutants } from './ways.ts'
import { workMutants } from './work.ts'

/** Every guard that is taken away once. */
export const mutants: readonly Mutant[] = eachOnce([
  ...peopleMutants,
  ...workMutants,
  ...moneyMutants,
  ...savedMutants,
  ...approvalMutants,
  ...fileMutants,
  ...talkMutants,
  ...waysMutants,
  ...accountMutants,
  ...selfMutants,
  ...requestMutants,
  ...ownedMutants,
])

/** The same mutants. Throws where two cut the same out of one file. */
export function eachOnce(all: readonly Mutant[]): readonly Mutant[] {
  const seen = new Set<string>()
  for (const { file, text, instead } of all) {
    const cut = JSON.stringify([file, text, instead])
    if (seen.has(cut)) throw new Error(`Stands twice in the table of mutants: ${cut}`)
    seen.add(cut)
  }
  return all
}
