import { type AssetChoice, maxChoices } from '#features/assets/queries.ts'
import { vehicleText } from '#features/assets/rules.ts'
import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { Select, TextField } from '#ui/fields.tsx'

interface VehicleProps {
  /** What was chosen so far. */
  values: { readonly customer: string; readonly asset?: string }
  vehicles: readonly AssetChoice[]
  form?: FormState | undefined
}

/** One of the customer's vehicles, or a new one. */
export const VehicleFields = ({ values, vehicles, form }: VehicleProps) => {
  const options = [
    { value: '', label: 'No vehicle' },
    ...vehicles.map((vehicle) => ({
      value: vehicle.id,
      label: vehicleText(vehicle) + (values.customer === vehicle.ownerId ? '' : ` (${vehicle.ownerName})`),
    })),
    { value: 'new', label: 'A new one, typed below' },
  ]
  const hint =
    vehicles.length === maxChoices
      ? `The first ${maxChoices} are listed. Start from the customer’s page to see only theirs.`
      : undefined
  const isNew = form?.values['asset'] === 'new'
  return (
    <Block title="Vehicle">
      <Select label="Which one" name="asset" form={form} value={values.asset ?? ''} options={options} hint={hint} />
      <details open={isNew}>
        <summary>A new vehicle</summary>
        <div class="stack gap">
          <div class="pair">
            <TextField label="Name or unit" name="vehicleName" form={form} maxlength={80} autocomplete="off" />
            <TextField label="Plate" name="vehiclePlate" form={form} maxlength={20} autocomplete="off" />
            <TextField label="VIN" name="vehicleVin" form={form} maxlength={40} autocomplete="off" />
          </div>
          <div class="pair">
            <TextField label="Year" name="vehicleYear" form={form} inputmode="numeric" maxlength={4} autocomplete="off" />
            <TextField label="Make" name="vehicleMake" form={form} maxlength={60} autocomplete="off" />
            <TextField label="Model" name="vehicleModel" form={form} maxlength={60} autocomplete="off" />
          </div>
        </div>
      </details>
    </Block>
  )
}
