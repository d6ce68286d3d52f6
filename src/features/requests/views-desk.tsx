import type { Me } from '#context.ts'
import { mayOf } from '#features/customers/rules.ts'
import { AttachedFiles } from '#features/files/attached.tsx'
import { deskUploadsAt } from '#features/files/upload-urls.ts'
import type { JobView } from '#features/jobs/view.ts'
import { Paragraphs } from '#features/jobs/views-page.tsx'
import type { Post } from '#features/messages/talk-queries.ts'
import { Attach } from '#features/messages/views-attach.tsx'
import { SaidThread } from '#features/messages/views-said.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Facts, Head, Note } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { TextArea, TextField } from '#ui/fields.tsx'
import { MailTo } from '#ui/mail-to.tsx'
import { staffPickerWords } from '#ui/picker-words.ts'
import { Row, Rows } from '#ui/rows.tsx'
import { desk } from './desk-words.ts'
import { edges } from './rules.ts'
import type { DeskAsset, DeskFile, DeskRequest } from './staff-queries.ts'
import { askedFacts } from './views.tsx'
import { DeskStatus } from './views-desk-list.tsx'

interface DeskRequestProps {
  readonly view: JobView
  readonly me: Pick<Me, 'id' | 'role'>
  readonly request: DeskRequest
  readonly assets: readonly DeskAsset[]
  readonly files: readonly DeskFile[]
  readonly said: readonly Post[]
  readonly answer?: FormState | undefined
  readonly close?: FormState | undefined
}

/** One request at the desk: what was asked, the talk about it, and what to do with it. */
export const DeskRequestPage = (props: DeskRequestProps) => {
  const { view, me, request, assets, files } = props
  const mayAct = mayOf(me.role).edit
  return (
    <>
      <Back href={href(view.base, paths.staff.requests.list)} label={desk.title} />
      <Head
        title={request.what}
        detail={
          <>
            {desk.heading(request.number)}, {desk.kinds[request.kind].toLowerCase()} <DeskStatus state={request.state} />
          </>
        }
      />
      {request.state === 'closed' && request.closedReason && <Note title={desk.closed(request.closedReason)} />}
      <div class="cols">
        <div>
          <Block title={desk.asked}>
            <Facts items={askedFacts(view, { ...request, phone: '' }, assets)} />
            {request.notes && (
              <>
                <h3>{desk.notes}</h3>
                <Paragraphs text={request.notes} />
              </>
            )}
            {files.length > 0 && (
              <>
                <h3>{desk.files}</h3>
                <AttachedFiles files={files} hrefOf={fileHref(view)} />
              </>
            )}
          </Block>
          <Became {...props} />
          {request.customerId !== null && <Messages {...props} mayAct={mayAct} />}
        </div>
        <aside>
          <Who view={view} request={request} />
          {mayAct && <Acts {...props} />}
        </aside>
      </div>
    </>
  )
}

const fileHref = (view: JobView) => (id: string) => href(view.base, paths.staff.files.show, { id })

const Who = ({ view, request }: Pick<DeskRequestProps, 'view' | 'request'>) => {
  const facts = [
    { label: desk.file.company, value: request.customerId === null && request.company },
    { label: desk.file.email, value: <MailTo email={request.email} /> },
    { label: desk.file.phone, value: request.phone },
    { label: desk.file.came, value: view.when(request.createdAt) },
    { label: desk.lookedAfter, value: request.assigneeName },
  ].filter(({ value }) => value)
  return (
    <Block title={desk.who}>
      <p>
        <b>{request.name}</b>
        {request.customerId !== null && (
          <>
            , <a href={href(view.base, paths.staff.customers.show, { id: request.customerId })}>{request.customerName}</a>
          </>
        )}
      </p>
      <Facts small items={facts} />
    </Block>
  )
}

const Became = ({ view, request }: DeskRequestProps) => {
  const { estimateId, estimateTitle, jobId, jobTitle } = request
  if (!(estimateId && estimateTitle) && !(jobId && jobTitle)) return null
  return (
    <Block title={desk.became}>
      <Rows>
        {estimateId && estimateTitle && (
          <Row
            title={estimateTitle}
            href={href(view.base, paths.staff.estimates.show, { id: estimateId })}
            detail={desk.estimate}
          />
        )}
        {jobId && jobTitle && (
          <Row title={jobTitle} href={href(view.base, paths.staff.jobs.show, { id: jobId })} detail={view.vocabulary.One} />
        )}
      </Rows>
    </Block>
  )
}

const Messages = ({ view, me, request, said, answer, mayAct }: DeskRequestProps & { mayAct: boolean }) => (
  <Block id="messages" title={desk.messages}>
    <SaidThread said={said} when={view.when} own={me.id} you="You" fileHref={fileHref(view)} />
    {mayAct && (
      <form class="form gap" method="post" action={href(view.base, paths.staff.requests.respond, { id: request.id })}>
        <CommandField />
        <TextArea label={desk.answer} name="body" form={answer} hint={desk.answerHint} maxlength={2_000} rows={4} />
        <Attach urls={deskUploadsAt(view.base)} picker={staffPickerWords} form={answer} />
        <SubmitButton primary={request.state === 'new'}>{desk.answerSend}</SubmitButton>
      </form>
    )}
  </Block>
)

const Acts = ({ view, request, close }: DeskRequestProps) => {
  const { id, state, version, customerId, email } = request
  const { requests } = paths.staff
  const can = (act: keyof typeof edges) => edges[act][state] !== undefined
  return (
    <>
      {customerId === null && state !== 'closed' && (
        <Block title={desk.stranger}>
          <p class="quiet small">{desk.makeCustomerText(email)}</p>
          <form method="post" action={href(view.base, requests.makeCustomer, { id })}>
            <CommandField />
            <SubmitButton primary>{desk.makeCustomer}</SubmitButton>
          </form>
        </Block>
      )}
      {customerId !== null && can('accept') && (
        <Block title={desk.accept}>
          <p class="quiet small">{desk.acceptText}</p>
          <form class="ends" method="post" action={href(view.base, requests.estimate, { id })}>
            <CommandField />
            <VersionField version={version} />
            <SubmitButton>{desk.asEstimate}</SubmitButton>
            <SubmitButton formaction={href(view.base, requests.job, { id })}>{desk.asJob(view.vocabulary.one)}</SubmitButton>
          </form>
        </Block>
      )}
      {can('reopen') && (
        <form class="gap" method="post" action={href(view.base, requests.reopen, { id })}>
          <CommandField />
          <VersionField version={version} />
          <SubmitButton>{desk.reopen}</SubmitButton>
        </form>
      )}
      {can('close') && (
        <details class="gap" open={close !== undefined}>
          <summary>{desk.close}</summary>
          <form class="form gap" method="post" action={href(view.base, requests.close, { id })} novalidate>
            <CommandField />
            <VersionField version={version} />
            <TextField label={desk.reason} name="reason" form={close} hint={desk.closeText} maxlength={300} required />
            <SubmitButton>{desk.close}</SubmitButton>
          </form>
        </details>
      )}
    </>
  )
}
