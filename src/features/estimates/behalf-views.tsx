import { WhoSaidIt } from '#features/approvals/behalf-views.tsx'
import type { JobView } from '#features/jobs/view.ts'
import type { FormState } from '#lib/form.ts'
import { chosenLines, priceOf } from '#lib/offer.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'
import { Choice, Tick } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary } from '#ui/fields.tsx'
import { desk } from './desk-words.ts'
import type { Estimate } from './queries.ts'
import type { Sent } from './read.ts'
import { offerOf } from './rules.ts'
import { addOnsName, choiceIn } from './shown.ts'

interface BehalfProps {
  view: JobView
  estimate: Estimate
  asked: Sent
  form?: FormState | undefined
}

/** What somebody said to an estimate outside the portal, put down by staff for them. */
export const BehalfEstimatePage = ({ view, estimate, asked, form }: BehalfProps) => {
  const { content, request } = asked
  const { parts, offer } = offerOf(content)
  const page = href(view.base, paths.staff.estimates.show, { id: estimate.id })
  const money = (minor: number) => view.money(minor, estimate.currency)
  const total = (tier: string) => money(priceOf(chosenLines(parts, { tier, addOns: new Set() }), offer).totals.totalMinor)
  const addOns = parts.filter(({ isOptional }) => isOptional)
  const { addOns: ticked } = choiceIn(form)
  return (
    <>
      <Back href={page} label={desk.heading(estimate.number)} />
      <Head title={desk.behalf.title} detail={desk.behalf.detail(content.title, request.edition, asked.customerName)} />
      <form
        class="form gap"
        method="post"
        action={href(view.base, paths.staff.estimateAnswers.answer, { id: estimate.id })}
        novalidate
      >
        <CommandField />
        <input type="hidden" name="edition" value={String(request.edition)} />
        <ErrorSummary form={form} title="Not recorded yet. Look at this again:" />
        <Choice
          form={form}
          label={desk.behalf.answer}
          name="answer"
          options={[
            { value: 'approved', label: desk.states.approved },
            { value: 'declined', label: desk.states.declined },
          ]}
        />
        {offer.tiers.length > 0 && (
          <Choice
            form={form}
            label={desk.behalf.tier}
            name="tier"
            options={offer.tiers.map(({ key, name }) => ({ value: key, label: `${name}, ${total(key)}` }))}
            stacked
          />
        )}
        {addOns.length > 0 && (
          <fieldset class="field">
            <legend>{desk.behalf.addOns}</legend>
            <div class="option">
              {addOns.map(({ key, title, amountMinor }) => (
                <Tick
                  label={`${title}, ${money(amountMinor ?? 0)}`}
                  name={addOnsName}
                  id={`f-${key}`}
                  value={key}
                  checked={ticked.has(key)}
                />
              ))}
            </div>
          </fieldset>
        )}
        <WhoSaidIt po={content.po} todayOn={view.today} form={form} cancel={page} />
      </form>
    </>
  )
}
