import { clockOf, dayOf } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { TextField } from '#ui/fields.tsx'
import { deskWords } from './desk-words.ts'
import { hiddenPages, partOf } from './rules.ts'
import type { EditorProps } from './views-editor.tsx'

/** The last step at the desk: until when, to whom, and the button that saves and sends. */
export const Sending = ({ view, parts, form }: Pick<EditorProps, 'view' | 'parts' | 'form'>) => {
  const { proof, designs, art, asked } = parts
  const { edition, answerBy } = asked.request
  const undrawn = designs.filter((design) => !partOf(design, art)).map(({ title }) => title)
  const cut = designs
    .map((design) => ({ title: design.title, hidden: hiddenPages(design, art) }))
    .filter(({ hidden }) => hidden > 0)
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
        {cut.length > 0 && <p class="small bad">{deskWords.left.hidden(cut)}</p>}
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
