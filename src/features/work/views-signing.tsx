import { termsOf } from '#features/approvals/asked.ts'
import { AnswerSheet } from '#features/approvals/views-answer.tsx'
import type { FormState } from '#lib/form.ts'
import type { Sent } from './read.ts'
import { pointsOf } from './rules.ts'

interface SigningProps {
  asked: readonly Sent[]
  /** Passed on by a colleague: such a reader always types a name. */
  isForwarded: boolean
  form: FormState | undefined
}

/** What a yes takes beside the answers themselves: one signature and one PO number, whatever any of the requests asks for. */
export const Signing = ({ asked, isForwarded, form }: SigningProps) => {
  const contents = asked.map(({ content }) => content)
  const demands = (po: 'demanded' | 'allowed') => contents.some((content) => content.po === po)
  const content = {
    terms: contents.find(({ terms }) => terms !== null)?.terms ?? null,
    checklist: pointsOf(asked),
    needsSignature: isForwarded || contents.some(({ needsSignature }) => needsSignature),
    po: demands('demanded') ? ('demanded' as const) : demands('allowed') ? ('allowed' as const) : ('no' as const),
  }
  if (!content.needsSignature && !content.terms && content.checklist.length === 0 && content.po === 'no') return null
  const terms = [...new Set(asked.flatMap((one) => termsOf(one)?.text ?? []))].join('\n\n')
  const orders = new Set(asked.map(({ job }) => job?.poNumber ?? ''))
  const poNumber = orders.size === 1 ? [...orders].join('') : ''
  return (
    <AnswerSheet
      content={content}
      terms={terms || undefined}
      errors={form?.errors ?? {}}
      values={{ poNumber, ...form?.values }}
    />
  )
}
