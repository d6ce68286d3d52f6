import type { JobView } from '#features/jobs/view.ts'
import type { FormState } from '#lib/form.ts'
import { clockOf, dayOf } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Choice, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { Status } from '#ui/status.tsx'
import { deskWords } from './desk-words.ts'
import { designField } from './form.ts'
import type { DesignRow } from './queries.ts'
import type { ProofParts } from './read.ts'
import { partOf, picturesOf, proofRules, sizeGridText, swatchText } from './rules.ts'
import { Uploads } from './uploads.tsx'
import { ringOfRequest } from './views-block.tsx'
import { Swatches } from './views-spec.tsx'

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
          </aside>
        </div>
      </form>
      <Withdrawal {...props} />
    </>
  )
}

function chosenOf({ view, parts: { art }, uploads }: EditorProps) {
  const urlOf = (id: string) => href(view.base, paths.staff.files.show, { id })
  return art
    .filter(({ id }) => uploads.includes(id))
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

const DesignFields = ({ view, parts, form, design }: EditorProps & { design: DesignRow }) => {
  const { designKey: key, title, placement, size, swatches, sizeGrid, note, fileId } = design
  const file = parts.art.find(({ id }) => id === fileId)
  const picture = file && picturesOf(file, parts.art)[0]
  const field = (name: Parameters<typeof designField>[0]) => ({ name: designField(name, key), form })
  return (
    <fieldset class="set design">
      <legend class="sr">{title}</legend>
      <input type="hidden" name="design[]" value={key} />
      <div class="design-art">
        {picture ? (
          <img
            src={href(view.base, paths.staff.files.show, { id: picture.id })}
            width={picture.width}
            height={picture.height}
            alt={title}
            loading="lazy"
          />
        ) : (
          <p class="quiet small">{file?.name ?? 'No file'}</p>
        )}
      </div>
      <div class="stack">
        <TextField label="Design" {...field('title')} value={title} maxlength={80} required />
        <div class="pair">
          <TextField label="Placement" {...field('placement')} value={placement} maxlength={120} placeholder="Left chest" />
          <TextField label="Size" {...field('size')} value={size} maxlength={80} placeholder="3.5 × 3.5 in" />
        </div>
        <div class="pair">
          <TextArea
            label="Colors, thread or ink"
            {...field('swatches')}
            value={swatchText(swatches)}
            rows={3}
            hint="One a line, with its color if known: Copper 1857 #c57a45"
          />
          <TextArea
            label="Sizes and counts"
            {...field('sizeGrid')}
            value={sizeGridText(sizeGrid)}
            rows={3}
            hint="S 4, M 12, L 20, XL 12"
          />
        </div>
        {swatches.length > 0 && <Swatches swatches={swatches} />}
        <TextArea label="Note" {...field('note')} value={note} maxlength={2_000} rows={2} />
        <details>
          <summary>New artwork for this design</summary>
          <Uploads
            base={view.base}
            name={`${designField('artwork', key)}[]`}
            label="New artwork"
            hint="It takes the place of the picture above."
          />
        </details>
        <SheetButton for={`remove-${key}`} class="btn plain danger">
          Remove this design
        </SheetButton>
        <Sheet id={`remove-${key}`} title={`Remove ${title}?`}>
          <p class="quiet">What was sent keeps it. The next version goes out without it.</p>
          <div class="ends">
            <button
              class="btn danger"
              type="submit"
              formaction={href(view.base, paths.staff.proofs.removeDesign, { id: parts.proof.id, design: key })}
              formnovalidate
            >
              Remove
            </button>
          </div>
        </Sheet>
      </div>
    </fieldset>
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

const Sending = ({ view, parts, form }: EditorProps) => {
  const { proof, designs, art, asked } = parts
  const { edition, answerBy } = asked.request
  const undrawn = designs.filter((design) => !partOf(design, art)).map(({ title }) => title)
  const { timeZone } = view.shop
  return (
    <Block title={edition > 0 ? 'Send a new version' : 'Send for approval'}>
      <div class="stack">
        {edition > 0 && (
          <p class="small quiet">Designs that did not change keep their answer. Version {edition} is locked with its comments.</p>
        )}
        <div class="pair">
          <TextField
            label="Answer by"
            name="answerByOn"
            type="date"
            form={form}
            value={answerBy === null ? undefined : dayOf(answerBy, timeZone)}
          />
          <TextField
            label="Time"
            name="answerByAt"
            type="time"
            form={form}
            value={answerBy === null ? undefined : clockOf(answerBy, timeZone)}
          />
        </div>
        {proof.dueOn && <p class="small quiet">Promised {view.day(proof.dueOn)}.</p>}
        <Tick label="Send without a mail" hint="The answer comes by phone, or somebody hands it over." name="quiet" form={form} />
        {designs.length > 0 && undrawn.length > 0 && <p class="small bad">{deskWords.left.undrawn(undrawn.join(', '))}</p>}
        {asked.approvers.length === 0 ? (
          <p class="small bad">{deskWords.left.nobody}</p>
        ) : (
          <p class="small quiet">{`To ${asked.approvers.map(({ name }) => name).join(', ')}.`}</p>
        )}
        <SubmitButton primary wide busyText="Sending" formaction={href(view.base, paths.staff.proofs.send, { id: proof.id })}>
          {edition > 0 ? `Save and send version ${edition + 1}` : 'Save and send'}
        </SubmitButton>
      </div>
    </Block>
  )
}

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
