import { portalIsOff } from '#features/settings/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { desk } from './desk-words.ts'
import { stateOf, whyNot, whyNotReady } from './rules.ts'
import type { StaffEstimateProps } from './staff-page.tsx'

/** Sends it; says to whom before it does. */
export const Send = ({ view, record, send }: StaffEstimateProps) => {
  const { estimate, lines, approvers } = record
  const isFirst = estimate.sentAt === null
  const isEdited = record.asked?.request.isEdited ?? false
  const state = stateOf(estimate, view.today)
  const isAwaited = state === 'sent' || state === 'seen'
  const reason = whyNotReady(estimate, lines, view.today)
  return (
    <Block id="send" title={isFirst ? 'Send' : 'Send again'}>
      {reason ? (
        <p class="quiet">{reason}</p>
      ) : (
        <>
          {!view.shop.isPortalOn ? (
            <p class="bad">{portalIsOff}</p>
          ) : approvers.length > 0 ? (
            <p>
              Goes to{' '}
              {approvers.map(({ name, email }, i) => (
                <>
                  {i > 0 && ', '}
                  <b>{name}</b> <span class="quiet">{email}</span>
                </>
              ))}
              .
            </p>
          ) : (
            <p class="bad">{desk.wrong.nobody}</p>
          )}
          <form method="post" action={href(view.base, paths.staff.estimates.send, { id: estimate.id })}>
            <CommandField />
            <VersionField version={estimate.version} />
            <Tick label="Send without mail" name="isQuiet" form={send} hint="It shows in their portal at once." />
            <SubmitButton primary={isFirst || isEdited} wide>
              {isFirst ? 'Send estimate' : isEdited ? 'Send the new version' : 'Send it once more'}
            </SubmitButton>
          </form>
        </>
      )}
      {isAwaited && (
        <p>
          <a class="act small" href={href(view.base, paths.staff.estimateAnswers.new, { id: estimate.id })}>
            {desk.behalf.link}
          </a>
        </p>
      )}
    </Block>
  )
}

/** Copy it, keep it as a template, or do away with it. */
export const Others = ({ view, record: { estimate }, keep }: StaffEstimateProps) => {
  const { base } = view
  const { id, version } = estimate
  const state = stateOf(estimate, view.today)
  const undo =
    whyNot('discard', state) === undefined ? 'discard' : whyNot('withdraw', state) === undefined ? 'withdraw' : undefined
  return (
    <>
      <form class="gap" method="post" action={href(base, paths.staff.estimates.copy, { id })}>
        <CommandField />
        {state !== 'draft' && state !== 'approved' && (
          <Tick label="It takes the place of this one" name="replaces" hint="As soon as the copy is sent" />
        )}
        <SubmitButton plain>Copy into a new draft</SubmitButton>
      </form>
      <details open={keep !== undefined}>
        <summary>Keep as a template</summary>
        <form class="gap" method="post" action={href(base, paths.staff.estimates.keep, { id })}>
          <CommandField />
          <TextField
            label="Name of the template"
            name="templateName"
            form={keep}
            value={estimate.title}
            maxlength={120}
            required
          />
          <SubmitButton>Keep</SubmitButton>
        </form>
      </details>
      {undo && (
        <>
          <p class="gap">
            <SheetButton for={undo} class="btn plain danger">
              {undo === 'discard' ? 'Discard draft' : 'Take it back'}
            </SheetButton>
          </p>
          <Sheet id={undo} title={undo === 'discard' ? 'Discard this draft?' : 'Take this estimate back?'}>
            <p>
              {undo === 'discard'
                ? 'It was never sent. It goes for good.'
                : 'Nobody can approve it any more. What was said about it stays.'}
            </p>
            <form method="post" action={href(base, paths.staff.estimates[undo], { id })}>
              <CommandField />
              <VersionField version={version} />
              <div class="ends apart">
                <SheetButton for={undo} class="btn plain" action="hide">
                  Keep
                </SheetButton>
                <SubmitButton danger>{undo === 'discard' ? 'Discard draft' : 'Take it back'}</SubmitButton>
              </div>
            </form>
          </Sheet>
        </>
      )}
    </>
  )
}
