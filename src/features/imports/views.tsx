import type { StaffCtx } from '#context.ts'
import type { FormState } from '#lib/form.ts'
import { formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, Field, TextArea, wire } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { desk } from './desk-words.ts'
import type { ImportState } from './rules.ts'

interface Props {
  readonly ctx: StaffCtx
  readonly form?: FormState | undefined
  readonly rows: readonly {
    readonly id: string
    readonly name: string
    readonly state: ImportState
    readonly total: number
    readonly createdAt: number
  }[]
}

/** Where a list of customers is handed over, and what was handed over before. */
export const BringPage = ({ ctx, form, rows }: Props) => {
  const { imports } = paths.staff
  const file = wire({ name: 'file', form, hint: desk.fileHint })
  const place = { locale: ctx.shop.locale, zone: ctx.shop.timeZone }
  return (
    <>
      <Back href={href(ctx.base, paths.staff.customers.list)} label={desk.back} />
      <Head title={desk.heading} detail={desk.lede} />
      <form class="form gap" method="post" action={href(ctx.base, imports.bring)} enctype="multipart/form-data" novalidate>
        <CommandField />
        <ErrorSummary form={form} title="Not read yet:" />
        <Field label={desk.file} id={file.id} hint={desk.fileHint} error={file.error}>
          <input class="input" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" {...file.control} />
        </Field>
        <TextArea label={desk.paste} name="pasted" rows={6} form={form} />
        <p class="ends">
          <SubmitButton primary busyText="Reading">
            {desk.read}
          </SubmitButton>
        </p>
      </form>
      <Block title={desk.before} id="before">
        {rows.length === 0 ? (
          <Empty title={desk.noneBefore}>{desk.noneBeforeText}</Empty>
        ) : (
          <Rows class="small">
            {rows.map(({ id, name, state, total, createdAt }) => (
              <Row
                title={name}
                href={href(ctx.base, imports.show, { id })}
                detail={`${total} rows, ${formatInstant(createdAt, place)}`}
                end={desk.states[state]}
              />
            ))}
          </Rows>
        )}
      </Block>
    </>
  )
}
