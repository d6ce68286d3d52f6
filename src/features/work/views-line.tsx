import type { Asked } from '#features/approvals/asked.ts'
import type { RecordBody, RecordPayload } from '#features/approvals/record.ts'
import type { FormState } from '#lib/form.ts'
import { formatPercent, formatQuantity } from '#lib/money.ts'
import { fieldId, TextField, wire } from '#ui/fields.tsx'
import { Icon } from '#ui/icons.tsx'
import { Money } from '#ui/tables.tsx'
import { answerName, whyName } from './field-names.ts'
import { amountOf, type Line, type WorkPart } from './rules.ts'
import type { Reader } from './views.tsx'
import { workWords as words } from './words.ts'

interface RowProps {
  reader: Reader
  line: Line
  form?: FormState | undefined
}

/** A line that waits for an answer. Nothing is chosen for the reader. */
export const OpenRow = ({ reader, line, isAsking, form }: RowProps & { isAsking: boolean }) => {
  const { part, mark } = line
  const { seesPrices } = reader.viewer
  return (
    <li class="ask">
      <h3>
        {part.title} {mark && <span class="tag">{words.marks[mark]}</span>}
      </h3>
      {seesPrices && <Price reader={reader} line={line} />}
      {part.detail && <p>{part.detail}</p>}
      <Photos reader={reader} line={line} />
      <Composition reader={reader} line={line} />
      {isAsking && <Answers reader={reader} line={line} form={form} minor={seesPrices ? amountOf(part) : undefined} />}
    </li>
  )
}

/** Unique on its page, also where the lines of many jobs stand together. */
export const fieldKey = ({ scope = '' }: Pick<Reader, 'scope'>, { key }: Pick<WorkPart, 'key'>) => scope + key

const Price = ({ reader: { view }, line: { part, mark, wasMinor } }: RowProps) => (
  <span class="price money">
    {mark === 'price' && wasMinor !== undefined && (
      <s>
        <span class="sr">{words.was}</span>
        {view.money(wasMinor)}
      </s>
    )}
    {view.money(amountOf(part))}
  </span>
)

const Photos = ({ reader, line: { part } }: RowProps) =>
  part.photos.length > 0 ? (
    <div class="full shots">
      {part.photos.map(({ file, shown, alt }) => (
        <a class="thumb" href={reader.photo(file)}>
          <img src={reader.photo(shown)} alt={words.photo(alt)} loading="lazy" />
        </a>
      ))}
    </div>
  ) : null

/** How the amount comes about: pieces, discount, parts and labor; without prices only pieces and hours. */
const Composition = ({ reader: { view, viewer }, line: { part } }: RowProps) => {
  const { locale } = view.shop
  const count = formatQuantity(part.quantity, locale)
  const isMany = part.quantity !== 1000
  const hours = part.laborMilli !== null && words.labor(formatQuantity(part.laborMilli, locale))
  const priced = [
    isMany && words.each(count, view.money(part.unitPriceMinor)),
    part.discountPpm > 0 && words.off(formatPercent(part.discountPpm, locale)),
    part.partsMinor !== null && words.parts(view.money(part.partsMinor)),
    hours,
  ]
  const text = (viewer.seesPrices ? priced : [isMany && `× ${count}`, hours]).filter(Boolean).join(', ')
  return text ? <p class="small made-of">{text.charAt(0).toUpperCase() + text.slice(1)}</p> : null
}

/** Yes or no, and a word about it: why not, or a remark. */
const Answers = ({ reader, line: { part }, form, minor }: RowProps & { minor: number | undefined }) => {
  const name = answerName(fieldKey(reader, part))
  const { control } = wire({ name, form })
  const chosen = form?.values[name]
  return (
    <>
      <div class="answer">
        <fieldset class="choice" data-line={fieldKey(reader, part)} data-minor={minor}>
          <legend class="sr">{words.yourAnswer(part.title)}</legend>
          <label>
            <input type="radio" {...control} value="approved" checked={chosen === 'approved'} />
            <Icon name="check" />
            {words.approve}
          </label>
          <label>
            <input type="radio" name={name} value="declined" checked={chosen === 'declined'} />
            <Icon name="cross" />
            {words.decline}
          </label>
        </fieldset>
      </div>
      <div class="full why">
        <TextField label={words.comment} name={whyName(fieldKey(reader, part))} form={form} maxlength={1000} autocomplete="off" />
      </div>
    </>
  )
}

type Records = Asked['records']

/** A line that was approved and is as it was. */
export const KeptRow = ({ reader, line, records }: RowProps & { records: Records }) => (
  <li class="row">
    <div>
      <h3>{line.part.title}</h3>
      <p class="small">{decidedText(reader, line, records)}</p>
    </div>
    {reader.viewer.seesPrices && <Money>{reader.view.money(amountOf(line.part))}</Money>}
  </li>
)

/** A line that was declined: it stays, and can be approved later. */
export const DeclinedRow = ({ reader, line, records, isAsking, form }: RowProps & { records: Records; isAsking: boolean }) => {
  const { part } = line
  const name = answerName(fieldKey(reader, part))
  return (
    <li class="row">
      <div>
        <h3>{part.title}</h3>
        <p class="small">{commentText(reader, line, records) ?? decidedText(reader, line, records)}</p>
        {part.detail && <p>{part.detail}</p>}
        <Composition reader={reader} line={line} />
      </div>
      {reader.viewer.seesPrices && (
        <div class="end">
          <span class="money quiet">{reader.view.money(amountOf(part))}</span>
        </div>
      )}
      <Photos reader={reader} line={line} />
      {isAsking && (
        <div class="full">
          <fieldset
            class="choice"
            data-line={fieldKey(reader, part)}
            data-after=""
            data-minor={reader.viewer.seesPrices ? amountOf(part) : undefined}
          >
            <legend class="sr">{words.yourAnswer(part.title)}</legend>
            <label>
              <input
                type="checkbox"
                id={fieldId(name)}
                name={name}
                value="approved"
                checked={form?.values[name] === 'approved'}
              />
              <Icon name="check" />
              {words.afterAll}
            </label>
          </fieldset>
        </div>
      )}
    </li>
  )
}

const recordOf = ({ decision }: Line, records: Records) => records.find(({ id }) => id === decision?.approvalId)
const payloadOf = (record: Records[number] | undefined): RecordPayload | undefined =>
  record?.payload ? JSON.parse(record.payload) : undefined

/** "Approved Fri, Apr 10, 2:12 pm by you". */
export function decidedText(reader: Reader, line: Line, records: Records): string {
  const record = recordOf(line, records)
  if (!record || !line.decision) return ''
  const { door }: RecordBody = JSON.parse(record.body)
  const when = reader.view.when(record.at)
  return door === 'limit' ? words.byLimit(when) : words.decided(line.decision.answer, when, whoOf(reader, record), door)
}

function whoOf({ viewer, isForwarded }: Reader, record: Records[number]): string {
  const payload = payloadOf(record)
  if (!payload) return words.someone
  // A link that was passed on has its maker's mailbox, and another reader.
  return !isForwarded && payload.email !== null && payload.email === viewer.email ? words.you : payload.name
}

function commentText(reader: Reader, line: Line, records: Records): string | undefined {
  const record = recordOf(line, records)
  const comment = payloadOf(record)?.comments[line.part.key]
  if (!record || !comment) return undefined
  const who = whoOf(reader, record)
  return who === words.you ? words.youSaid(comment) : words.theySaid(who, comment)
}
