/** Where a piece of work stands, for every shop alike. A shop's own statuses map to these. */
export const stages = [
  'requested',
  'quoted',
  'artwork',
  'awaiting_approval',
  'approved',
  'in_production',
  'ready',
  'on_the_way',
  'done',
  'on_hold',
  'cancelled',
] as const
export type Stage = (typeof stages)[number]
