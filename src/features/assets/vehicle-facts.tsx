import { modelOf, type Vehicle } from './rules.ts'
import { assetWords as words } from './words.ts'

/** What a page says of a vehicle among its facts; the name leads to the vehicle's own page where this reader has one. */
export function vehicleFacts(vehicle: Vehicle & { readonly vin: string | null }, address?: string) {
  const name = [vehicle.name, modelOf(vehicle)].filter(Boolean).join(', ')
  return [
    { label: words.vehicle, value: address ? <a href={address}>{name}</a> : name },
    { label: words.plate, value: vehicle.plate },
    { label: words.vin, value: vehicle.vin && <span class="mono">{vehicle.vin}</span> },
  ].filter(({ value }) => value)
}
