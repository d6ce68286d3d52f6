import type { Trade } from '#features/settings/rules.ts'

/** A vehicle as pages name it. */
export interface Vehicle {
  readonly name: string
  readonly plate: string | null
  readonly year: number | null
  readonly make: string | null
  readonly model: string | null
}

/** Trades whose work is done on something the customer owns. */
export function hasVehicles(trade: Trade): boolean {
  return trade === 'auto' || trade === 'fleet'
}

/** "2021 Ford Transit", or nothing where none of it is known. */
export function modelOf({ year, make, model }: Pick<Vehicle, 'year' | 'make' | 'model'>): string {
  return [year, make, model].filter(Boolean).join(' ')
}

/** "14, 2021 Ford Transit, CX 4471". */
export function vehicleText(vehicle: Vehicle): string {
  return [vehicle.name, modelOf(vehicle), vehicle.plate].filter(Boolean).join(', ')
}

/** "14, brakes": what the work is called with the vehicle it is done on, which is not said twice. */
export function titleWith(vehicleName: string, title: string): string {
  const [name, start] = [vehicleName.toLowerCase(), title.toLowerCase()]
  const isSaid = start.startsWith(name) && !/^[\p{L}\p{N}]/u.test(start.slice(name.length))
  return isSaid ? title : `${vehicleName}, ${title}`
}

/** A VIN as it is kept, or undefined for what cannot be one: 17 characters without I, O and Q since 1981 (ISO 3779), 5 to 17 before. */
export function normalizeVin(text: string): string | undefined {
  const vin = text.replace(/[\s-]/g, '').toUpperCase()
  return /^(?:[A-HJ-NPR-Z0-9]{17}|[A-Z0-9]{5,16})$/.test(vin) ? vin : undefined
}
