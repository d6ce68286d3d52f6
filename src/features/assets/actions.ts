import * as v from 'valibot'
import { sql } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { MaybeLine } from '#lib/fields.ts'
import { newId } from '#lib/id.ts'
import { normalizeVin } from './rules.ts'
import { assets, ownerships } from './schema.ts'

/** A vehicle typed into the form of a job; it counts as typed when it has a name. */
export const vehicleFields = {
  vehicleName: MaybeLine(80),
  vehiclePlate: MaybeLine(20),
  vehicleVin: v.pipe(
    MaybeLine(40),
    v.check(
      (text) => text === null || normalizeVin(text) !== undefined,
      'Type the VIN as on the door or the title, or leave it empty',
    ),
    v.transform((text) => (text === null ? null : (normalizeVin(text) ?? null))),
  ),
  vehicleYear: v.pipe(
    MaybeLine(4),
    v.check((text) => text === null || /^(?:19|20)\d\d$/.test(text), 'Type the year with four digits, or leave it empty'),
    v.transform((text) => (text === null ? null : Number(text))),
  ),
  vehicleMake: MaybeLine(60),
  vehicleModel: MaybeLine(60),
}
export interface TypedVehicle {
  readonly vehicleName: string | null
  readonly vehiclePlate: string | null
  readonly vehicleVin: string | null
  readonly vehicleYear: number | null
  readonly vehicleMake: string | null
  readonly vehicleModel: string | null
}

/** A new vehicle and its owner from now on, to stand in the batch that needs it; undefined where none was typed. */
export function addVehicle(
  now: number,
  customerId: string,
  typed: TypedVehicle,
): { readonly id: string; readonly changes: Change } | undefined {
  const {
    vehicleName: name,
    vehiclePlate: plate,
    vehicleVin: vin,
    vehicleYear: year,
    vehicleMake: make,
    vehicleModel: model,
  } = typed
  if (!name) return undefined
  const id = newId('ast')
  return {
    id,
    changes: [
      sql.insert(assets).values({ id, name, plate, vin, year, make, model, createdAt: now }),
      sql.insert(ownerships).values({ id: newId('own'), assetId: id, customerId, fromAt: now }),
    ],
  }
}
