import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import type { Need } from '#features/approvals/rules.ts'
import { addVehicle, type TypedVehicle } from '#features/assets/actions.ts'
import type { AssetChoice } from '#features/assets/queries.ts'
import { newId } from '#lib/id.ts'
import type { LineValues } from '#ui/lines-editor.tsx'
import { checkWork, type WorkLine } from './lines.ts'
import { jobAssets, jobLines } from './schema.ts'

/** What the forms that start and change a job have in common. */
export interface JobInput extends TypedVehicle {
  readonly customer: string
  readonly title: string
  readonly dueOn: string | null
  readonly pieces: number | null
  readonly advisor: string | null
  readonly poNumber: string | null
  readonly publicNote: string
  readonly internalNote: string
  readonly asset: string | null
  readonly needsProof: boolean
  readonly needsWork: boolean
  readonly isDueMovable: boolean
}

/** What was ticked on the form: a job that needs nothing says so itself. */
export function needsFrom({ needsProof, needsWork }: Pick<JobInput, 'needsProof' | 'needsWork'>): Need[] {
  return [...(needsProof ? (['proof'] as const) : []), ...(needsWork ? (['work'] as const) : [])]
}

/** What stands beside the fields of a form that was refused after its rows were read. */
export interface Wrong {
  readonly errors: Readonly<Record<string, string>>
}
export const pickOwner = 'Choose a customer'

interface Choices {
  readonly owners: readonly { readonly id: string }[]
  readonly advisors: readonly { readonly id: string }[]
  readonly vehicles: readonly AssetChoice[]
}

/** What only the rows can tell about a form that is well typed. */
export function check(
  input: JobInput,
  typed: readonly LineValues[],
  currency: string,
  choices: Choices,
  own: readonly { id: string }[] = [],
) {
  const { lines, errors } = checkWork(typed, currency)
  const knows = (rows: readonly { readonly id: string }[], id: string) => rows.some((row) => row.id === id)
  const { asset, advisor } = input
  return {
    lines,
    errors: {
      ...errors,
      ...(knows(choices.owners, input.customer) ? {} : { customer: pickOwner }),
      ...(advisor && !knows(choices.advisors, advisor) ? { advisor: 'Choose somebody who works here' } : {}),
      ...(asset === 'new' && !input.vehicleName ? { vehicleName: 'Type its name or unit number' } : {}),
      ...(asset && asset !== 'new' && !knows([...choices.vehicles, ...own], asset)
        ? { asset: 'Choose a vehicle of this customer' }
        : {}),
    },
  }
}
export const isWrong = (checked: Wrong) => Object.keys(checked.errors).length > 0

export function columnsOf(input: JobInput) {
  return {
    customerId: input.customer,
    title: input.title,
    pieces: input.pieces,
    dueOn: input.dueOn,
    advisorId: input.advisor,
    poNumber: input.poNumber,
    publicNote: input.publicNote,
    internalNote: input.internalNote,
    needs: needsFrom(input),
    isDueMovable: input.isDueMovable,
  }
}

export function pick<T extends object>(row: T, like: object) {
  return Object.fromEntries(Object.entries(row).filter(([name]) => name in like))
}

export function linesInto(jobId: string, lines: readonly WorkLine[]): Change[] {
  const rows = lines.map(({ quantity, unitPriceMinor, discountPpm, taxPpm, taxName, ...line }, position) => ({
    ...{ id: newId('lin'), jobId, position, lineKey: line.lineKey, name: line.name, detail: line.detail },
    ...{ quantity, unitPriceMinor, discountPpm, taxPpm, taxName, partsMinor: line.partsMinor, laborMilli: line.laborMilli },
  }))
  return rows.length > 0 ? [sql.insert(jobLines).values(rows)] : []
}

export function vehicleInto(now: number, jobId: string, input: JobInput): Change[] {
  const made = input.asset === 'new' ? addVehicle(now, input.customer, input) : undefined
  const assetId = made?.id ?? input.asset
  if (!assetId) return []
  return [...(made ? [made.changes] : []), sql.insert(jobAssets).values({ jobId, assetId })]
}
