import type { Trade } from '#features/settings/rules.ts'

export const assetKinds = ['vehicle', 'thing'] as const
export type AssetKind = (typeof assetKinds)[number]
export const assetStates = ['in_service', 'out_of_service', 'sold'] as const
export type AssetState = (typeof assetStates)[number]
export type DistanceUnit = 'mi' | 'km'
/** What the shop's own fields hold, by their key: as it was typed, a day as YYYY-MM-DD. */
export type OwnValues = Readonly<Record<string, string>>

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
  const vin = tidyVin(text)
  return isVin(vin) || /^[A-Z0-9]{5,16}$/.test(vin) ? vin : undefined
}

/** As it is kept: without spaces and dashes, in capitals. */
export const tidyVin = (text: string) => text.replace(/[\s-]/g, '').toUpperCase()
const isVin = (vin: string) => /^[A-HJ-NPR-Z0-9]{17}$/.test(vin)

/** Since this model year a VIN has one shape (49 CFR 565). */
const firstVinYear = 1981

/** Whether a VIN has the shape that one of that year has. */
export function hasVinShape(vin: string, year: number | null): boolean {
  return isVin(vin) || (year !== null && year < firstVinYear && /^[A-Z0-9]{5,17}$/.test(vin))
}

// 49 CFR 565.15: what each letter counts, and how much each place weighs; the ninth is the sum's remainder by 11, X for 10.
const letterValues: Readonly<Record<string, number>> = Object.fromEntries(
  ['ABCDEFGH', 'JKLMN P R', ' STUVWXYZ'].flatMap((row) => [...row].map((letter, i) => [letter, i + 1])),
)
const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** Whether a VIN's check digit fits. Only North America's must: elsewhere it says nothing, so this is a hint. */
export function fitsCheckDigit(vin: string): boolean {
  const sum = [...vin].reduce((total, sign, i) => total + (letterValues[sign] ?? Number(sign)) * (weights[i] ?? 0), 0)
  const check = sum % 11
  return vin[8] === (check === 10 ? 'X' : String(check))
}

// CLDR, "measurementSystem": where roads are signed in miles.
const milesIn = new Set(['US', 'GB', 'LR', 'MM'])

/** What odometers count in the country of the shop. */
export function distanceUnitOf(locale: string): DistanceUnit {
  return milesIn.has(locale.split('-').at(-1) ?? '') ? 'mi' : 'km'
}

/** Whether two units mean the same reading differently: a shop that moved keeps what it wrote. */
export function inUnit(value: number, from: DistanceUnit, to: DistanceUnit): number {
  if (from === to) return value
  return Math.round(from === 'mi' ? value * kmPerMile : value / kmPerMile)
}
const kmPerMile = 1.609344

/** How far ahead something counts as due, and a warranty as about to end. */
export const soonDays = 30

interface Served {
  readonly state: AssetState
  readonly odometer: number | null
  readonly serviceDueOn: string | null
  readonly serviceDueAt: number | null
}
/** Whether its next service is late, is due within 30 days, or has time; undefined where none is planned or it is not driven. */
export function serviceState(asset: Served, today: string, soonOn: string): 'late' | 'due' | 'ahead' | undefined {
  const { serviceDueOn: on, serviceDueAt: at, odometer } = asset
  if (asset.state === 'sold' || (on === null && at === null)) return undefined
  if ((on !== null && on < today) || (at !== null && odometer !== null && odometer >= at)) return 'late'
  return on !== null && on <= soonOn ? 'due' : 'ahead'
}
