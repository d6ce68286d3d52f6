import { uploadLimits } from '#features/files/kinds.ts'
import type { NamedUpload } from '#features/files/queries.ts'
import { acceptedFiles, acceptedText } from '#features/files/rules.ts'
import type { JobView } from '#features/jobs/view.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Segments } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextArea, TextField } from '#ui/fields.tsx'
import { FilePicker } from '#ui/file-picker.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { Pager } from '#ui/tables.tsx'
import { desk, type WarrantyFilter, warrantyFilters } from './desk-words.ts'
import type { DeskWarranty, ListedWarranty, Warranty } from './queries.ts'
import { stateOf } from './rules.ts'
import { StateOf } from './views.tsx'

interface BlockProps {
  view: JobView
  rows: readonly Warranty[]
  /** Where a new one is added, for who may. */
  addHref?: string | undefined
}

/** What stands good for a thing or a job, on its page at the desk. */
export const DeskWarranties = ({ view, rows, addHref }: BlockProps) => (
  <Block id="warranties" title={desk.title}>
    {rows.length > 0 ? (
      <Rows>
        {rows.map((row) => (
          <WarrantyRow view={view} row={row} mayEdit={addHref !== undefined} />
        ))}
      </Rows>
    ) : (
      <p class="quiet small">{desk.nothing}</p>
    )}
    {addHref && (
      <p>
        <LinkButton href={addHref} icon="plus">
          {desk.new}
        </LinkButton>
      </p>
    )}
  </Block>
)

interface RowProps {
  view: JobView
  row: Warranty & { readonly customerName?: string }
  mayEdit: boolean
}

const WarrantyRow = ({ view, row, mayEdit }: RowProps) => (
  <Row
    title={row.product}
    href={mayEdit ? href(view.base, paths.staff.warranties.edit, { id: row.id }) : undefined}
    detail={[
      row.customerName,
      row.customerName && row.on,
      row.brand,
      row.untilOn ? desk.until(view.day(row.untilOn)) : desk.always,
    ]
      .filter(Boolean)
      .join(', ')}
    end={<StateOf state={stateOf(row, view.today)} states={desk.states} />}
  />
)

interface ListProps {
  view: JobView
  rows: readonly ListedWarranty[]
  filter: WarrantyFilter
  page: number
  hasMore: boolean
  mayEdit: boolean
}

/** The shop's warranties: those that end soon first of all. */
export const WarrantiesPage = ({ view, rows, filter, page, hasMore, mayEdit }: ListProps) => {
  const list = href(view.base, paths.staff.warranties.list)
  const [none, noneText] = desk.none[filter]
  return (
    <>
      <Back href={href(view.base, paths.staff.assets.list)} label={desk.back} />
      <Head title={desk.title} />
      <div class="tools">
        <Segments
          label={desk.title}
          items={warrantyFilters.map((key) => ({
            ...{ href: `${list}?show=${key}`, label: desk.filters[key], current: key === filter },
          }))}
        />
      </div>
      {rows.length > 0 ? (
        <>
          <h2 class="sr">{desk.filters[filter]}</h2>
          <Rows>
            {rows.map((row) => (
              <WarrantyRow view={view} row={row} mayEdit={mayEdit} />
            ))}
          </Rows>
        </>
      ) : (
        <Empty title={none}>{noneText}</Empty>
      )}
      <Pager page={page} pages={page + (hasMore ? 1 : 0)} hrefOf={(to) => `${list}?show=${filter}&page=${to}`} />
    </>
  )
}

interface FormProps {
  base: string
  action: string
  cancel: string
  form: FormState
  version?: number | undefined
  /** The job it stands on, and the things it can stand on. */
  job?: { readonly id: string; readonly name: string } | undefined
  assets: readonly { readonly id: string; readonly name: string }[]
  uploads: readonly NamedUpload[]
  fileName?: string | null | undefined
  changes?: readonly Changed[] | undefined
}

export const WarrantyForm = ({ base, action, cancel, form, version, job, assets, uploads, fileName, changes }: FormProps) => {
  const { labels } = desk
  const { upload, preview } = paths.staff.files
  return (
    <form class="form gap" method="post" action={action} novalidate>
      <CommandField />
      {version !== undefined && <VersionField version={version} />}
      {version === undefined && job && <input type="hidden" name="job" value={job.id} />}
      {changes && <StaleNote changes={changes} />}
      <ErrorSummary form={form} title={desk.notYet} />
      <div class="pair">
        <TextField label={labels.product} name="product" form={form} maxlength={120} autocomplete="off" />
        <TextField label={labels.brand} name="brand" form={form} maxlength={200} autocomplete="off" />
      </div>
      <TextArea label={labels.coverage} name="coverage" form={form} maxlength={2000} rows={3} />
      <div class="pair">
        <TextField label={labels.fromOn} name="fromOn" type="date" form={form} />
        <TextField label={labels.untilOn} name="untilOn" type="date" form={form} hint={desk.untilHint} />
      </div>
      <TextField label={labels.registration} name="registration" form={form} maxlength={200} autocomplete="off" />
      {job && assets.length > 0 ? (
        <Select
          label={labels.asset}
          name="asset"
          form={form}
          options={[{ value: '', label: desk.theJob }, ...assets.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      ) : (
        form.values['asset'] && <input type="hidden" name="asset" value={form.values['asset']} />
      )}
      <FilePicker
        label={labels.file}
        name="file[]"
        form={form}
        hint={fileName ? desk.fileKept(fileName) : undefined}
        accept={acceptedFiles}
        acceptText={acceptedText}
        maxBytes={uploadLimits.bytes}
        urls={{
          upload: href(base, upload),
          preview: href(base, preview, { id: '{id}' }).replace('%7Bid%7D', '{id}'),
        }}
        chosen={uploads.map(({ id, name }) => ({ id, name }))}
      />
      <div class="ends">
        <SubmitButton primary busyText={desk.saving}>
          {desk.save}
        </SubmitButton>
        <LinkButton plain href={cancel}>
          {desk.cancel}
        </LinkButton>
      </div>
    </form>
  )
}

export const Removing = ({ base, row }: { base: string; row: DeskWarranty }) => (
  <>
    <SheetButton for="remove" class="btn plain danger">
      {desk.remove}
    </SheetButton>
    <Sheet id="remove" title={desk.removeAsk(row.product)}>
      <p class="quiet">{desk.removeText}</p>
      <form method="post" action={href(base, paths.staff.warranties.remove, { id: row.id })}>
        <CommandField />
        <VersionField version={row.version} />
        <div class="ends apart">
          <SheetButton for="remove" class="btn plain" action="hide">
            {desk.keep}
          </SheetButton>
          <SubmitButton danger>{desk.remove}</SubmitButton>
        </div>
      </form>
    </Sheet>
  </>
)
