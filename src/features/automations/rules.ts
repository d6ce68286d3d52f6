import { mergeFields } from '#features/jobs/rules.ts'

/** The names in `{{…}}` that stand for nothing we know. */
export function unknownFields(template: string): string[] {
  const names = [...template.matchAll(/\{\{\s*(.{0,60}?)\s*\}\}/g)].map(([, name = '']) => name)
  return [...new Set(names.filter((name) => !mergeFields.some((known) => known === name)))]
}

export const fieldList = mergeFields.map((name) => `{{${name}}}`).join(', ')

interface Sent {
  readonly sentAt: number | null
  readonly failedAt: number | null
  readonly failure: string | null
  readonly recipient: string | null
  readonly tries: number
}
export type MailState = 'sent' | 'failed' | 'retrying' | 'dropped' | 'waiting'

/** What became of a mail. */
export function stateOf({ sentAt, failedAt, failure, recipient, tries }: Sent): MailState {
  if (failedAt !== null) return 'failed'
  if (sentAt !== null) return recipient === null ? 'dropped' : 'sent'
  return tries > 0 && failure !== null ? 'retrying' : 'waiting'
}
