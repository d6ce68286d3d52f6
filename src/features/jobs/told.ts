import { appointmentsTold } from '#features/appointments/desk-words.ts'
import { requestKinds } from '#features/approvals/rules.ts'
import { subjectText } from '#features/approvals/words.ts'

interface Happened {
  readonly kind: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly details: Readonly<Record<string, unknown>> | null
  readonly answeredBy?: string | null
}
/** "The lines of Unit 14", "The proof for Spring crew polos". */
function about(text: (key: string) => string): string {
  const kind = requestKinds.find((one) => one === text('kind'))
  const subject = kind ? subjectText(kind, text('title')) : text('title')
  return subject.charAt(0).toUpperCase() + subject.slice(1)
}
const looked: Readonly<Record<string, string>> = { work: 'Lines', proof: 'Proof', invoice: 'Invoice', estimate: 'Estimate' }
const told: Readonly<Record<string, (text: (key: string) => string) => string>> = {
  'job.created': (text) => `Started as ${text('name') || text('label')}`,
  'job.updated': () => 'Details changed',
  'job.moved': (text) => `Moved to ${text('name') || text('label')}${text('reason') && `, without approval: ${text('reason')}`}`,
  'job.move_undone': (text) => `Took back the move to ${text('undone')}`,
  'approval.asked': (text) => `${about(text)} sent for approval, version ${text('edition')}`,
  'approval.given': (text) => `${about(text)} answered${text('answeredBy') && ` by ${text('answeredBy')}`}`,
  'job.due_moved': (text) => `Promised day moved to ${text('day')} while an answer was missing`,
  'job.due_freed': () => 'The promised day may move while an answer is missing',
  'job.due_fixed': () => 'The promised day stays as it is',
  'link.passed_on': (text) => `${text('title')} passed on to ${text('to')}, to ${text('may')}`,
  'delivery.seen': (text) => `${looked[text('kind')] ?? 'It'} looked at by the customer`,
  'payment.started': () => 'The customer went to pay',
  'payment.offered': () => 'Payment page opened',
  ...appointmentsTold,
  'job.noted': () => 'Notes changed',
  'job.shipped': (text) => `Tracking ${text('number')} added`,
  'job.unshipped': (text) => `Tracking ${text('number')} removed`,
  'job.files_added': (text) => (text('count') === '1' ? 'A file added' : `${text('count')} files added`),
  'job.file_changed': (text) => `File ${text('name')} changed`,
  'job.file_removed': (text) => `File ${text('name')} removed`,
}

/** One event of a job as staff read it; another noun's event by its own name. */
export function tell({ kind, facts, details, answeredBy }: Happened): string {
  const words = kind.replace(/[._]/g, ' ')
  const known: Readonly<Record<string, unknown>> = { ...facts, ...details, answeredBy }
  return told[kind]?.((key) => String(known[key] ?? '')) ?? words.charAt(0).toUpperCase() + words.slice(1)
}
