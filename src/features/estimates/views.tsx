import type { Child } from 'hono/jsx'
import type { Viewer } from '#context.ts'
import { termsOf } from '#features/approvals/asked.ts'
import { AnswerSheet } from '#features/approvals/views-answer.tsx'
import type { UploadUrls } from '#features/files/upload-urls.ts'
import type { JobView } from '#features/jobs/view.ts'
import { Paragraphs } from '#features/jobs/views-page.tsx'
import type { FormState } from '#lib/form.ts'
import { Block, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea } from '#ui/fields.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { differenceOf } from './difference.ts'
import type { EstimateForReader } from './read.ts'
import { offerOf, stateOf } from './rules.ts'
import { choiceIn } from './shown.ts'
import { AddOns, Included, Photos, Tiers } from './views-offer.tsx'
import { Outcome } from './views-outcome.tsx'
import { PriceBlock } from './views-price.tsx'
import { Questions } from './views-questions.tsx'
import { estimateWords as words } from './words.ts'

/** How a reader is shown an estimate: what they may do, and where things are. */
export interface Reader {
  readonly view: JobView
  readonly viewer: Viewer
  readonly isPreview: boolean
  readonly isForwarded: boolean
  /** Whether the deposit is paid on the next page. */
  readonly paysOnline: (minor: number) => boolean
  readonly links: {
    readonly answer: string
    readonly ask: string
    readonly pay: string
    readonly photo: (file: string) => string
    /** Where files for a question go ahead of it: to whoever is signed in. */
    readonly uploads?: UploadUrls | undefined
    readonly job?: ((id: string) => string) | undefined
    /** Another one of theirs. */
    readonly estimate: (id: string) => string
    readonly record: (id: string) => string
  }
}
export interface EstimatePageProps extends Omit<EstimateForReader, 'codes'> {
  reader: Reader
  back?: Child
  /** Below the page's own: how to sign in, for whoever came by a link. */
  elsewhere?: Child
  code?: Child
  /** Just back from the payment page. */
  hasPaid: boolean
  form?: FormState | undefined
  ask?: FormState | undefined
}

/** What is offered, for its reader to choose, sign and pay on one page; once answered, what came of it. */
export const EstimatePage = (props: EstimatePageProps) => {
  const { reader, estimate, asked, back, elsewhere } = props
  const { view } = reader
  const { offer } = offerOf(asked.content)
  const state = stateOf(estimate, view.today)
  const isOpen = state === 'sent' || state === 'seen'
  return (
    <>
      {back}
      <h1>{asked.content.title}</h1>
      <p class="lede">
        {words.lede(offer.number, offer.assets)} {isOpen && offer.validUntilOn && words.holds(view.day(offer.validUntilOn))}
      </p>
      {asked.content.note && (
        <div class="about">
          <Paragraphs text={asked.content.note} />
        </div>
      )}
      {isOpen ? <Open {...props} /> : <Outcome {...props} state={state} />}
      <Questions reader={reader} said={props.said} form={props.ask} />
      {elsewhere}
    </>
  )
}

const Open = (props: EstimatePageProps) => {
  const { reader, asked, form } = props
  const { view, viewer, isPreview, links } = reader
  const { parts, offer } = offerOf(asked.content)
  const difference = differenceOf(asked)
  const changes = difference && words.changes(difference.marks)
  const mayAnswer = viewer.canApprove && !isPreview
  const choice = choiceIn(form)
  const shown = { reader, parts, offer, choice, currency: asked.content.currency ?? view.shop.currency, difference, form }
  return (
    <>
      {asked.request.isEdited && (
        <Note title={words.editing}>
          <p class="small">{words.editingText}</p>
        </Note>
      )}
      {difference && (
        <Note title={words.changed(asked.request.edition)}>
          <p class="small">{changes ? words.changedText(changes) : words.sameText}</p>
          {difference.removed.length > 0 && (
            <p class="small">{words.noLonger(difference.removed.map(({ title }) => title).join(', '))}</p>
          )}
        </Note>
      )}
      {!viewer.canApprove && <Note title={words.askColleague(asked.approvers.map(({ name }) => name))} />}
      <form
        class="cols wide"
        method="post"
        action={links.answer}
        data-offer={JSON.stringify({ lines: parts.map(priced), terms: offer, currency: shown.currency })}
        data-locale={view.shop.locale}
      >
        <div>
          <CommandField />
          <ErrorSummary form={form} title={words.look} />
          {offer.tiers.length > 0 && <Tiers {...shown} />}
          <Included {...shown} />
          {parts.some(({ isOptional }) => isOptional) && <AddOns {...shown} />}
          <Photos reader={reader} photos={offer.photos} />
        </div>
        <aside class="stick">
          <PriceBlock {...shown} mayAnswer={mayAnswer} />
        </aside>
        {mayAnswer && (
          <div>
            <Block id="sign" title={words.sign}>
              <AnswerSheet
                content={asked.content}
                terms={termsOf(asked)}
                form={form}
                isForwarded={reader.isForwarded}
                signer={reader.isForwarded ? '' : viewer.contactName}
                code={props.code}
              />
            </Block>
            <p class="ends apart gap">
              {!reader.isForwarded && (
                <a class="btn plain" href="#questions">
                  {words.ask.first}
                </a>
              )}
              <SheetButton for="decline" class="btn plain">
                {words.decline}
              </SheetButton>
            </p>
          </div>
        )}
      </form>
      {mayAnswer && <Decline {...props} />}
      {isPreview && <p class="quiet small">{words.preview}</p>}
    </>
  )
}

/** What the script needs of a line to count with it. */
const priced = ({
  key,
  quantity,
  unitPriceMinor,
  discountPpm,
  taxPpm,
  taxName,
  tierKey,
  isOptional,
}: ReturnType<typeof offerOf>['parts'][number]) => ({
  ...{ key, quantity, unitPriceMinor, discountPpm, taxPpm, taxName, tierKey, isOptional },
})

const Decline = ({ reader, asked }: EstimatePageProps) => (
  <Sheet id="decline" title={words.declineTitle}>
    <p>{words.declineText}</p>
    <form method="post" action={reader.links.answer}>
      <CommandField />
      <input type="hidden" name="edition" value={asked.content.number} />
      <input type="hidden" name="answer" value="declined" />
      <TextArea label={words.reason} name="note" id="decline-note" maxlength={4_000} rows={3} />
      <div class="ends apart">
        <SheetButton for="decline" class="btn plain" action="hide">
          {words.keep}
        </SheetButton>
        <SubmitButton danger>{words.declineIt}</SubmitButton>
      </div>
    </form>
  </Sheet>
)
