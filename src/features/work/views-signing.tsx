import type { Child } from 'hono/jsx'
import { termsOf } from '#features/approvals/asked.ts'
import { AnswerSheet } from '#features/approvals/views-answer.tsx'
import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { consentFor } from './actions.ts'
import type { Sent } from './read.ts'
import { pointsOf } from './rules.ts'
import type { Reader } from './views.tsx'
import { workWords as words } from './words.ts'

interface SigningProps {
  reader: Reader
  asked: readonly Sent[]
  consent?: string
  code?: Child
  form: FormState | undefined
}

/** What a yes takes beside the answers themselves: one signature and one PO number, whatever any of the requests asks for. */
export const Signing = ({ reader, asked, consent = consentFor(reader.viewer), code, form }: SigningProps) => {
  const [first] = asked
  if (!first) return null
  const contents = asked.map(({ content }) => content)
  const asks = (po: 'demanded' | 'allowed') => contents.some((content) => content.po === po)
  const content = {
    ...first.content,
    checklist: pointsOf(asked),
    needsSignature: contents.some(({ needsSignature }) => needsSignature),
    po: asks('demanded') ? ('demanded' as const) : asks('allowed') ? ('allowed' as const) : ('no' as const),
  }
  const terms = asked.flatMap((one) => termsOf(one) ?? [])
  const [newest] = terms.toSorted((a, b) => b.number - a.number)
  const text = [...new Set(terms.map((one) => one.text))].join('\n\n')
  const orders = new Set(asked.map(({ job }) => job?.poNumber ?? ''))
  const poNumber = orders.size === 1 ? [...orders].join('') : ''
  return (
    <Block id="sign" title={words.toSend}>
      <AnswerSheet
        content={content}
        terms={newest && { number: newest.number, text }}
        form={form ?? (poNumber ? { errors: {}, values: { poNumber } } : undefined)}
        isForwarded={reader.isForwarded}
        signer={reader.isForwarded ? '' : reader.viewer.contactName}
        consent={consent}
        mayRefuse
        code={code}
      />
    </Block>
  )
}
