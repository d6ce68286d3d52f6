import { addDays, clockOf, dayOf, instantOf, instantsOf } from '#lib/time.ts'

/** Set by the shop; the customer said yes; the customer asks for another time; it will not be. */
export const appointmentStates = ['planned', 'confirmed', 'wished', 'cancelled'] as const
export type AppointmentState = (typeof appointmentStates)[number]

/** What a shop lets its customers do with an appointment. */
export interface BookingSettings {
  /** So many hours before it begins it may still be cancelled; null where it may only be asked for. */
  readonly cancelHours: number | null
}
export const defaultBooking: BookingSettings = { cancelHours: 24 }

/** How this shop handles appointments: as it set, or as every shop begins. */
export function bookingSettings(shop: { readonly booking: Partial<BookingSettings> | null }): BookingSettings {
  return { ...defaultBooking, ...shop.booking }
}

interface Timed {
  readonly startsAt: number
  readonly minutes: number
}
interface Standing extends Timed {
  readonly state: AppointmentState
}
const hourMs = 3_600_000

/** When it ends, ms. */
export const endOf = ({ startsAt, minutes }: Timed): number => startsAt + minutes * 60_000

/** Whether it is still to come: it can be confirmed, moved and called off until it begins. */
export const isAhead = ({ startsAt, state }: Standing, now: number): boolean => state !== 'cancelled' && startsAt > now

/** Whether its customer may call it off by themselves now. */
export function mayCancel(appointment: Standing, { cancelHours }: BookingSettings, now: number): boolean {
  return isAhead(appointment, now) && cancelHours !== null && appointment.startsAt - now >= cancelHours * hourMs
}

const reminderTime = '09:00'

/** When its customer is reminded, ms: in the morning of the day before, on the shop's clock. */
export function reminderAt(startsAt: number, zone: string): number {
  return instantOf(addDays(dayOf(startsAt, zone), -1), reminderTime, zone)
}

/** Of two times that a clock shows twice, which is meant. */
export const whichTimes = ['first', 'second'] as const
export type WhichTime = (typeof whichTimes)[number]

/** When a day and a time on the shop's clock are, ms; `skipped` where summer leaves that time out, `twice` where its end repeats it and nobody said which is meant. */
export function instantMeant(on: string, time: string, which: WhichTime | undefined, zone: string): number | 'skipped' | 'twice' {
  const [first, second] = instantsOf(on, time, zone)
  if (first === undefined) return 'skipped'
  if (second === undefined) return first
  if (which === undefined) return 'twice'
  return which === 'second' ? second : first
}

/** Which of two times of one name this is; undefined where the day has it once. */
export function whichOf(at: number, zone: string): WhichTime | undefined {
  const all = instantsOf(dayOf(at, zone), clockOf(at, zone), zone)
  return all.length < 2 ? undefined : all[0] === at ? 'first' : 'second'
}

/** How far along it is: dashed until its customer answers, ticked once they said yes. */
export const ringOf = (state: AppointmentState): 'todo' | 'full' | number =>
  state === 'confirmed' ? 'full' : state === 'wished' ? 50 : 'todo'
