import type { StaffCtx } from '#context.ts'
import { assetById } from '#features/assets/page-queries.ts'
import { addAsset, readOdometer } from '#features/assets/save-actions.ts'
import { savePassport } from '#features/passports/actions.ts'
import { passportForCustomer } from '#features/passports/queries.ts'
import { AddWarranty, addWarranty } from '#features/warranties/actions.ts'
import { checkForm } from '#lib/form.ts'
import type { ThingScript, WarrantyScript } from './script-things.ts'
import { jobKey, known, type Stage, type Step } from './stage.ts'

export const thingKey = (customer: string, name: string) => `${customer} has ${name}`

/** A thing from the day the shop first saw it: what its odometer showed since, and its public page. */
export function thingSteps(stage: Stage, thing: ThingScript): Step[] {
  const { team, calendar, boss, ids } = stage
  const { customer, name, readings = [], passport } = thing
  const key = thingKey(customer, name)
  const step = (day: number, turn: number, run: (ctx: StaffCtx) => Promise<void>): Step => {
    const at = calendar.at(day, turn)
    return {
      at,
      async run() {
        const ctx = team.at(boss, at)
        await ctx.read([])
        await run(ctx)
      },
    }
  }
  return [
    step(thing.day, 0, async (ctx) => {
      const id = await addAsset(ctx, known(stage, customer), inputOf(stage, thing), null)
      const [[asset]] = await ctx.read([assetById], { id })
      ids.set(key, id)
      ids.set(`owned: ${key}`, asset?.ownershipId ?? '')
    }),
    ...readings.map(([day, value]) =>
      step(day, 1, (ctx) => readOdometer(ctx, { id: known(stage, key), ownerId: known(stage, customer), name }, value)),
    ),
    ...(passport ? [passportStep(stage, key, passport)] : []),
  ]
}

function inputOf({ calendar }: Stage, thing: ThingScript) {
  const { name, kind = 'vehicle', state = 'in_service', unit = null, plate = null, vin = null, service = {}, own = {} } = thing
  const { year = null, make = null, model = null, depot = null } = thing
  return {
    ...{ name, kind, state, unitNumber: unit, plate, vin, year, make, model, depot, own },
    ...{ serviceDueOn: service.on === undefined ? null : calendar.on(service.on), serviceDueAt: service.at ?? null },
  }
}

function passportStep(stage: Stage, key: string, { by, day, shows }: NonNullable<ThingScript['passport']>): Step {
  const at = stage.calendar.at(day, 6)
  const shown = {
    ...{ showsName: shows.includes('name'), showsPlate: shows.includes('plate') },
    ...{ showsVin: shows.includes('vin'), showsHistory: shows.includes('history') },
  }
  const open = () =>
    stage.team.visit(by, at, async (ctx) => {
      const [[asset]] = await ctx.read([passportForCustomer], { id: known(stage, key) })
      if (!asset) throw new Error(`${key}, but not ${by}`)
      await savePassport(ctx, asset, { version: asset.passportVersion, ...shown })
    })
  return { at, run: open }
}

/** A warranty, written on the day it begins. */
export function warrantySteps(stage: Stage, warranty: WarrantyScript): Step[] {
  const { team, calendar } = stage
  const { customer, thing, job, from, until, product, coverage, brand = '', registration = '' } = warranty
  const at = calendar.at(from, 14)
  const add = async () => {
    const ctx = team.at(warranty.by, at)
    await ctx.read([])
    const dates = { fromOn: calendar.on(from), untilOn: until === undefined ? '' : calendar.on(until) }
    const form = checkForm(AddWarranty, { product, brand, coverage, registration, ...dates })
    if (!form.ok) throw new Error(Object.values(form.errors).join(', '))
    const subject = {
      customerId: known(stage, customer),
      assetId: thing === undefined ? null : known(stage, thingKey(customer, thing)),
      jobId: job === undefined ? null : known(stage, jobKey(stage, job)),
    }
    await addWarranty(ctx, subject, form.value)
  }
  return [{ at, run: add }]
}
