import { Status } from '#ui/status.tsx'
import type { AssetState } from './rules.ts'

const rings = { in_service: 'full', out_of_service: 'todo', sold: 'todo' } as const satisfies Record<AssetState, string>

/** Whether something is in use, and how its next service stands where that matters more. */
export const AssetStatus = ({
  state,
  service,
  states,
  services,
}: {
  state: AssetState
  service: 'late' | 'due' | 'ahead' | undefined
  states: Readonly<Record<AssetState, string>>
  services: Readonly<Record<'late' | 'due' | 'ahead', string>>
}) => {
  if (service === 'late') return <Status ring="todo" label={services.late} bad />
  if (service === 'due') return <Status ring={50} label={services.due} />
  return <Status ring={rings[state]} label={states[state]} quiet={state !== 'in_service'} />
}
