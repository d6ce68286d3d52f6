import type { Child } from 'hono/jsx'
import { shownName } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { answerName } from './field-names.ts'
import { amountOf, type Line, type Standing, sumOf } from './rules.ts'
import type { Reader } from './views.tsx'
import { workWords as words } from './words.ts'

interface SumProps {
  reader: Reader
  standing: Standing
  /** The field of a line; lines of many jobs have more than their key. */
  keyOf?: (line: Line) => string
  form: FormState | undefined
  advisor: string | null
  /** Whether there is something to send; else it only says what stands. */
  isAsking: boolean
}
// Past this many, single lines would push the button out of sight.
const mostRows = 8

/** What it comes to as they choose; counted anew by the script, and by the server once it is sent. */
export const SumBlock = ({ reader, standing, keyOf = ({ part }) => part.key, form, advisor, isAsking }: SumProps) => {
  const { view, viewer } = reader
  const { open, approved, declined } = standing
  const chosen = (line: Line) => form?.values[answerName(keyOf(line))]
  const yes = [...open, ...declined].filter((line) => chosen(line) === 'approved')
  const answered = open.filter((line) => chosen(line)).length
  const total = view.money(sumOf([...approved, ...yes].map(({ part }) => part)))
  const who = advisor ?? shownName(view.shop)
  return (
    <Block title={isAsking ? words.sum : words.total}>
      {viewer.seesPrices && (
        <dl class="sums num">
          {approved.length > 0 && (
            <Sum label={words.sumStill(approved.length)} value={view.money(sumOf(approved.map(({ part }) => part)))} />
          )}
          {open.length > mostRows ? (
            <Sum
              label={words.sumOpen(open.length)}
              value={words.progress(answered, open.length)}
              attributes={{ 'data-progress': words.progressPattern }}
            />
          ) : (
            open.map((line) => (
              <OpenSum title={line.part.title} at={keyOf(line)} chosen={chosen(line)} amount={view.money(amountOf(line.part))} />
            ))
          )}
          <div class="total">
            <dt>{words.total}</dt>
            <dd class="money" data-total={sumOf(approved.map(({ part }) => part))}>
              {total}
            </dd>
          </div>
        </dl>
      )}
      <p class="quiet small">{viewer.seesPrices ? words.beforeTax(who) : words.atOnce(who)}</p>
      {isAsking && (
        <div class="bar">
          <p class="say" aria-live="polite">
            {viewer.seesPrices && <b data-say="">{total}</b>}
            {open.length > 0 && <span data-progress={words.progressPattern}>{words.progress(answered, open.length)}</span>}
          </p>
          <SubmitButton primary form="answers" busyText={words.sending}>
            {words.send}
          </SubmitButton>
        </div>
      )}
    </Block>
  )
}

const Sum = ({ label, value, attributes }: { label: Child; value: Child; attributes?: Record<string, string> }) => (
  <div>
    <dt>{label}</dt>
    <dd class="money" {...attributes}>
      {value}
    </dd>
  </div>
)

const OpenSum = ({ title, at, chosen, amount }: { title: string; at: string; chosen: string | undefined; amount: string }) => (
  <div>
    <dt>{title}</dt>
    <dd class={chosen === 'approved' ? 'money' : 'quiet'} data-sum={at} data-none={words.notAnswered} data-no={words.declinedSum}>
      {chosen === 'approved' ? amount : chosen === 'declined' ? words.declinedSum : words.notAnswered}
    </dd>
  </div>
)
