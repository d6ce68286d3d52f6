import type { Asked } from '#features/approvals/asked.ts'
import type { RecordPayload } from '#features/approvals/record.ts'
import { BrandOnProof } from '#features/branding/views-desk.tsx'
import { DeliveryBlock } from '#features/deliveries/delivery-lines.tsx'
import type { JobView } from '#features/jobs/view.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Head, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Choice } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { Status } from '#ui/status.tsx'
import { deskWords } from './desk-words.ts'
import type { ProofParts } from './read.ts'
import { picturesOf, proofRules } from './rules.ts'
import { Uploads } from './uploads.tsx'
import { ringOfRequest } from './views-block.tsx'
import { DesignFields } from './views-design.tsx'
import { Versions } from './views-editions.tsx'
import { Sending } from './views-sending.tsx'

export interface EditorProps {
  readonly view: JobView
  readonly parts: ProofParts
  /** Uploads that a form named and that no design uses yet. */
  readonly uploads: readonly string[]
  readonly form?: FormState | undefined
  /** What differs from what was typed, when somebody else was faster. */
  readonly changes?: readonly Changed[] | undefined
}

/** Where a proof is put together and sent. */
export const ProofEditor = ({ changes, ...props }: EditorProps) => {
  const { view, parts, form } = props
  const { proof, designs, asked } = parts
  const at = { id: proof.id }
  return (
    <>
      <Back href={href(view.base, paths.staff.jobs.show, { id: proof.jobId })} label={asked.job?.title ?? 'Job'} />
      <Head title={`Proof: ${proof.title}`} detail={<Standing {...props} />} />
      {changes && <StaleNote changes={changes} />}
      <Refusal {...props} />
      <ErrorSummary form={form} title="Not saved yet" />
      <form method="post" action={href(view.base, paths.staff.proofs.save, at)} id="proof-form">
        <CommandField />
        <VersionField version={proof.version} />
        <div class="cols">
          <div>
            <Block title="Designs" aside={designs.length > 0 ? String(designs.length) : undefined}>
              {designs.length === 0 && (
                <Empty title="No artwork yet">Each picture or PDF you add becomes a design the customer answers.</Empty>
              )}
              {designs.map((design) => (
                <DesignFields {...props} design={design} />
              ))}
              <Uploads
                base={view.base}
                name="file[]"
                label={designs.length > 0 ? 'Add more' : 'Artwork'}
                hint="Pictures and PDF become designs. Production files (AI, EPS, PSD, DST, PES, EMB) go along for the shop. Up to 50 MB each."
                multiple
                chosen={chosenOf(props)}
              />
            </Block>
            <BrandOnProof
              base={view.base}
              customerId={proof.customerId}
              brand={parts.brand}
              held={heldIn(props)}
              ticked={props.uploads}
            />
            <Attachments {...props} />
          </div>
          <aside>
            <Block title="The proof">
              <div class="stack">
                <TextField label="What it is for" name="title" form={form} value={proof.title} maxlength={120} required />
                <Choice
                  label="What must be approved"
                  name="rule"
                  form={form}
                  value={proof.rule}
                  stacked
                  options={proofRules.map((value) => ({ value, label: deskWords.rules[value] }))}
                />
                <TextArea label="Note to the customer" name="note" form={form} value={proof.note} maxlength={2_000} rows={3} />
                <SubmitButton busyText="Saving">Save</SubmitButton>
              </div>
            </Block>
            <Sending {...props} />
            <DeliveryBlock deliveries={parts.deliveries} now={view.now} shop={view.shop} />
            <Versions view={view} parts={parts} self={href(view.base, paths.staff.proofs.show, at)} />
          </aside>
        </div>
      </form>
      <Withdrawal {...props} />
    </>
  )
}

/** What the customer said where they did not approve: what the next version is about. */
const Refusal = ({ view, parts: { proof, asked } }: EditorProps) => {
  const { state, edition } = asked.request
  if (state !== 'changes_requested' && state !== 'declined') return null
  const page = `${href(view.base, paths.staff.proofs.show, { id: proof.id })}?version=${edition}#comments`
  const records = asked.records.filter((record) => record.edition === edition)
  const last = records[0] && saidIn(records[0])
  return (
    <Note title={deskWords.said[state](last?.name ?? deskWords.erased, view.when(records[0]?.at ?? view.now))}>
      {records.map((record) => (
        <Said said={saidIn(record)} asked={asked} />
      ))}
      <p class="small">
        <a href={page}>{deskWords.look(edition)}</a>
      </p>
    </Note>
  )
}

const saidIn = ({ payload }: Asked['records'][number]): RecordPayload | undefined => (payload ? JSON.parse(payload) : undefined)

const Said = ({ said, asked }: { said: RecordPayload | undefined; asked: Asked }) => (
  <>
    {said?.note && <p class="typed">{said.note}</p>}
    {Object.entries(said?.comments ?? {}).map(([key, comment]) => (
      <p class="typed">
        <b>{asked.content?.parts.find((part) => part.key === key)?.title}:</b> {comment}
      </p>
    ))}
  </>
)

/** The files that the proof is made from already. */
const heldIn = ({ parts: { designs, attachments } }: EditorProps) => [
  ...designs.map(({ fileId }) => fileId),
  ...attachments.map(({ id }) => id),
]

function chosenOf({ view, parts: { art, brand }, uploads }: EditorProps) {
  const urlOf = (id: string) => href(view.base, paths.staff.files.show, { id })
  return art
    .filter(({ id }) => uploads.includes(id) && !brand.logos.some(({ fileId }) => fileId === id))
    .map((file) => {
      const [picture] = picturesOf(file, art)
      return { id: file.id, name: file.name, previewUrl: picture && urlOf(picture.id) }
    })
}

const Standing = ({ view, parts: { proof, asked } }: EditorProps) => {
  const { state, edition, isEdited } = asked.request
  return (
    <>
      <Status ring={ringOfRequest(state)} label={deskWords.states[state]} bad={state === 'declined'} />
      {edition > 0 && `, version ${edition}`}
      {isEdited && `. ${deskWords.edited}`}.{' '}
      <a href={href(view.base, paths.staff.customers.show, { id: proof.customerId })}>{proof.customerName}</a>
    </>
  )
}

const Attachments = ({ view, parts: { attachments } }: EditorProps) =>
  attachments.length > 0 ? (
    <Block title="Production files" aside="For the shop, to download">
      <ul class="rows small">
        {attachments.map(({ id, name }) => (
          <li class="row">
            <a href={href(view.base, paths.staff.files.show, { id })} download={name}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </Block>
  ) : null

const Withdrawal = ({ view, parts: { proof, asked } }: EditorProps) => (
  <div class="gap">
    <SheetButton for="withdraw" class="btn plain danger">
      {asked.request.edition > 0 ? 'Withdraw this proof' : 'Discard this proof'}
    </SheetButton>
    <Sheet id="withdraw" title={asked.request.edition > 0 ? 'Withdraw this proof?' : 'Discard this proof?'}>
      <p class="quiet">Nobody is asked any more. What was decided stays on record.</p>
      <form method="post" action={href(view.base, paths.staff.proofs.withdraw, { id: proof.id })}>
        <CommandField />
        <div class="ends">
          <SubmitButton danger>{asked.request.edition > 0 ? 'Withdraw' : 'Discard'}</SubmitButton>
        </div>
      </form>
    </Sheet>
  </div>
)
