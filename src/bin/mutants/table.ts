import { approvalMutants } from './approvals.ts'
import { fileMutants } from './files.ts'
import { moneyMutants } from './money.ts'
import type { Mutant } from './mutant.ts'
import { peopleMutants } from './people.ts'
import { savedMutants } from './saved.ts'
import { workMutants } from './work.ts'

export const mutants: readonly Mutant[] = [
  ...peopleMutants,
  ...workMutants,
  ...moneyMutants,
  ...savedMutants,
  ...approvalMutants,
  ...fileMutants,
]
