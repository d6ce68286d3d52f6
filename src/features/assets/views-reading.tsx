import type { JobView } from '#features/jobs/view.ts'
import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import type { PageAsset, Reading } from './page-queries.ts'
import { distanceUnitOf } from './rules.ts'
import { distanceText } from './view.ts'
import { assetWords } from './words.ts'

const { reading: words } = assetWords

export interface ReadingProps {
  view: JobView
  action: string
  last: Pick<PageAsset, 'kind' | 'odometer' | 'odometerUnit'>
  readings: readonly Reading[]
  /** Whether its reader may note one. */
  isOpen: boolean
  form?: FormState | undefined
  /** What was typed is less than what it showed before. */
  isLower?: boolean | undefined
}

/** What its odometer shows, and showed. A thing that has none is asked for none. */
export const ReadingBlock = ({ view, action, last, readings, isOpen, form, isLower }: ReadingProps) => {
  if (last.kind !== 'vehicle' || (!isOpen && last.odometer === null)) return null
  const now = last.odometer === null ? undefined : distanceText(view, last.odometer, last.odometerUnit)
  return (
    <Block id="odometer" title={words.title} aside={now}>
      {isOpen && (
        <form method="post" action={action} novalidate>
          <CommandField />
          <TextField
            label={words.label}
            name="odometer"
            form={form}
            inputmode="numeric"
            maxlength={12}
            autocomplete="off"
            after={distanceUnitOf(view.shop.locale)}
          />
          {isLower && <Tick label={words.anyway} name="lower" />}
          <SubmitButton>{words.save}</SubmitButton>
        </form>
      )}
      {readings.length > 0 && (
        <details class="unfold">
          <summary>{words.before}</summary>
          <ul class="small">
            {readings.map(({ value, unit, readAt, readBy }) => (
              <li>{words.by(distanceText(view, value, unit), view.dayAt(readAt), readBy)}</li>
            ))}
          </ul>
        </details>
      )}
    </Block>
  )
}
