/** Set by the shop; the customer said yes; the customer asks for another time; it will not be. */
export const appointmentStates = ['planned', 'confirmed', 'wished', 'cancelled'] as const
export type AppointmentState = (typeof appointmentStates)[number]

/** What a shop lets its customers do with an appointment. */
export interface BookingSettings {
  /** So many hours before it begins it may still be cancelled; null where it may only be asked for. */
  readonly cancelHours: number | null
}
export const defaultBooking: BookingSettings = { cancelHours: 24 }
