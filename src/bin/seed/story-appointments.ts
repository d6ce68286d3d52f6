import { SetAppointment, setAppointment } from '#features/appointments/actions.ts'
import { askForAnother, confirmAppointment } from '#features/appointments/answer-actions.ts'
import { settingOf } from '#features/appointments/form.ts'
import { contactsToTell } from '#features/appointments/queries.ts'
import { checkForm } from '#lib/form.ts'
import type { AppointmentScript } from './script.ts'
import { known, type Stage, type Step } from './stage.ts'

/** A time from when the desk set it to what its customer said. */
export function appointmentSteps(stage: Stage, appointment: AppointmentScript, key: string): Step[] {
  const { team, calendar } = stage
  const { answered } = appointment
  const setAt = calendar.at(appointment.day, 2)
  const set = { at: setAt, run: () => setOne(stage, appointment, key, setAt) }
  if (!answered) return [set]
  const at = calendar.at(answered.day, 5)
  const { wish } = answered
  return [
    set,
    {
      at,
      run: () =>
        team.visit(answered.by, at, (ctx) =>
          wish === undefined
            ? confirmAppointment(ctx, known(stage, key), 1)
            : askForAnother(ctx, known(stage, key), { version: 1, wish }),
        ),
    },
  ]
}

async function setOne(stage: Stage, script: AppointmentScript, key: string, at: number): Promise<void> {
  const ctx = stage.team.at(script.by, at)
  const customerId = known(stage, script.customer)
  const [contacts] = await ctx.read([contactsToTell], { owner: customerId })
  const { title, time, minutes, resource = '', note = '' } = script
  const place = ctx.shop.address ?? ''
  const typed = {
    customer: customerId,
    title,
    time,
    minutes: String(minutes),
    resource,
    note,
    place,
    on: stage.calendar.on(script.on),
  }
  const form = checkForm(SetAppointment, typed)
  if (!form.ok) throw new Error(Object.values(form.errors).join(', '))
  const setting = settingOf(form.value, ctx.shop, at)
  if (!setting.ok) throw new Error(Object.values(setting.errors).join(', '))
  const outcome = await setAppointment(ctx, { customerId, contacts }, setting.value)
  if ('wrong' in outcome) throw new Error(outcome.wrong[1])
  stage.ids.set(key, outcome.id)
}
