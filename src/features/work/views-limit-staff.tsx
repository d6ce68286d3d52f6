import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import type { LimitRow } from './limit-queries.ts'

interface LimitBlockProps {
  view: { readonly base: string; readonly shop: { readonly currency: string }; money(minor: number, currency?: string): string }
  customerId: string
  limits: readonly LimitRow[]
  form?: FormState | undefined
}

/** Up to which amounts a customer lets the shop go on without asking, and the form that proposes it. */
export const LimitBlock = ({ view, customerId, limits, form }: LimitBlockProps) => (
  <Block title="Spending limit">
    {limits.map((limit) => (
      <form class="stack" method="post" action={href(view.base, paths.staff.limits.end, { id: customerId, limit: limit.id })}>
        <CommandField />
        <p>
          <b>
            {view.money(limit.perLineMinor, limit.currency)} a line, {view.money(limit.perJobMinor, limit.currency)} a job
          </b>
          <br />
          <span class="quiet small">
            {limit.state === 'accepted'
              ? 'Accepted. Lines within it are approved when you send them.'
              : 'Proposed. It counts once an approver accepts it.'}
          </span>
        </p>
        <SubmitButton plain>{limit.state === 'accepted' ? 'End it' : 'Take it back'}</SubmitButton>
      </form>
    ))}
    <details class="unfold" open={form !== undefined}>
      <summary>{limits.length > 0 ? 'Propose another' : 'Propose a limit'}</summary>
      <form class="stack" method="post" action={href(view.base, paths.staff.limits.propose, { id: customerId })} novalidate>
        <CommandField />
        <ErrorSummary form={form} title="Not proposed yet. Look at this again:" />
        <TextField
          label="For one line"
          name="perLine"
          form={form}
          before={view.shop.currency}
          inputmode="decimal"
          autocomplete="off"
        />
        <TextField
          label="For one job"
          name="perJob"
          form={form}
          before={view.shop.currency}
          inputmode="decimal"
          autocomplete="off"
          hint="Before tax. They are mailed each time it is used"
        />
        <SubmitButton busyText="Proposing">Propose</SubmitButton>
      </form>
    </details>
  </Block>
)
