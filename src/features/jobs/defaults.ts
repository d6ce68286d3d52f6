import type { Trade } from '#features/settings/rules.ts'
import type { Stage } from './rules.ts'

export interface DefaultStatus {
  readonly name: string
  readonly label: string
  readonly stage: Stage
  readonly mailsCustomer: boolean
  readonly mailSubject: string
  readonly mailBody: string
}

/** The statuses a new shop of this trade starts with, in order. Those that mail the customer come with words for it. */
export function defaultStatuses(trade: Trade): readonly DefaultStatus[] {
  return byTrade[trade]
}

const quiet = (name: string, label: string, stage: Stage): DefaultStatus => ({
  name,
  label,
  stage,
  mailsCustomer: false,
  mailSubject: '',
  mailBody: '',
})
const telling = (name: string, label: string, stage: Stage, mailSubject: string, sentence: string): DefaultStatus => ({
  ...{ name, label, stage, mailsCustomer: true, mailSubject },
  mailBody: `Hi {{contact}},\n\n${sentence}`,
})
const onHold = quiet('On hold', 'On hold', 'on_hold')
const cancelled = quiet('Cancelled', 'Cancelled', 'cancelled')

const byTrade: Readonly<Record<Trade, readonly DefaultStatus[]>> = {
  decoration: [
    quiet('Received', 'Received', 'requested'),
    quiet('Artwork', 'Artwork', 'artwork'),
    quiet('Proof sent', 'Your approval', 'awaiting_approval'),
    quiet('Art approved', 'Approved', 'approved'),
    telling(
      'In production',
      'In production',
      'in_production',
      '{{job}} is in production',
      '{{job}} is being made now. We promised it for {{due}}.',
    ),
    telling(
      'Ready for pickup',
      'Ready for pickup',
      'ready',
      '{{job}} is ready',
      '{{job}} is ready. Pick it up whenever it suits you.',
    ),
    telling(
      'Shipped',
      'On its way',
      'on_the_way',
      '{{job}} is on its way',
      '{{job}} left our shop today and is on its way to you.',
    ),
    quiet('Completed', 'Completed', 'done'),
    onHold,
    cancelled,
  ],
  wrap: [
    quiet('Booked', 'Booked', 'requested'),
    quiet('Design', 'Design', 'artwork'),
    quiet('Proof sent', 'Your approval', 'awaiting_approval'),
    quiet('Approved', 'Approved', 'approved'),
    telling(
      'Installing',
      'Installing',
      'in_production',
      'We started on {{job}}',
      'We started on {{job}} today. We promised it for {{due}}.',
    ),
    telling('Ready', 'Ready for pickup', 'ready', '{{job}} is ready', '{{job}} is ready. Pick it up whenever it suits you.'),
    quiet('Completed', 'Completed', 'done'),
    onHold,
    cancelled,
  ],
  auto: [
    quiet('Scheduled', 'Scheduled', 'requested'),
    telling(
      'Checked in',
      'Checked in',
      'requested',
      'We have {{job}} in the shop',
      'We have {{job}} in the shop and look at it next.',
    ),
    quiet('Estimate sent', 'Your approval', 'awaiting_approval'),
    quiet('Approved', 'Approved', 'approved'),
    quiet('In the bay', 'In the bay', 'in_production'),
    telling(
      'Ready',
      'Ready for pickup',
      'ready',
      '{{job}} is ready',
      '{{job}} is done and ready. Pick it up whenever it suits you.',
    ),
    quiet('Picked up', 'Picked up', 'done'),
    onHold,
    quiet('Waiting for parts', 'Waiting for parts', 'on_hold'),
    cancelled,
  ],
  fleet: [
    quiet('Requested', 'Requested', 'requested'),
    quiet('Estimate', 'Your approval', 'awaiting_approval'),
    quiet('Approved', 'Approved', 'approved'),
    telling(
      'In the bay',
      'In the bay',
      'in_production',
      'We started on {{job}}',
      '{{job}} is in the bay now. We promised it for {{due}}.',
    ),
    quiet('Road test', 'Road test', 'in_production'),
    telling('Ready', 'Ready for pickup', 'ready', '{{job}} is ready', '{{job}} is done and ready to go back on the road.'),
    quiet('Done', 'Done', 'done'),
    onHold,
    quiet('Waiting for parts', 'Waiting for parts', 'on_hold'),
    cancelled,
  ],
}
