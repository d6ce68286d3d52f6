import { modelOf } from '#features/assets/rules.ts'
import { Choice, Tick } from '#ui/choices.tsx'
import { TextArea, TextField } from '#ui/fields.tsx'
import { printedField } from './form.ts'
import { printedAnswers, printedThings } from './rules.ts'
import type { StepPageProps } from './views-steps.tsx'
import { requestWords as words } from './words.ts'

export const What = ({ kind, content: { texts, assets: ticked }, assets, required, form }: StepPageProps) => (
  <>
    {kind === 'service' && assets.length > 0 && <Vehicles assets={assets} ticked={ticked} />}
    <TextField
      label={words.what[kind]}
      name="what"
      form={form}
      value={texts['what']}
      hint={words.whatHint[kind]}
      maxlength={120}
      required
    />
    {kind === 'quote' && (
      <div class="pair">
        <TextField
          label={words.field.pieces}
          name="pieces"
          form={form}
          value={texts['pieces']}
          inputmode="numeric"
          maxlength={7}
          required={required.includes('pieces')}
        />
        <TextField
          label={words.field.sizes}
          name="sizes"
          form={form}
          value={texts['sizes']}
          hint={words.sizesHint}
          maxlength={400}
          required={required.includes('sizes')}
        />
      </div>
    )}
  </>
)

const Vehicles = ({ assets, ticked }: Pick<StepPageProps, 'assets'> & { ticked: readonly string[] }) => (
  <fieldset class="set">
    <legend>{words.assets}</legend>
    <div class="option">
      {assets.map((asset) => (
        <Tick
          id={`f-${asset.id}`}
          name="asset[]"
          value={asset.id}
          label={asset.name}
          hint={[modelOf(asset), asset.plate].filter(Boolean).join(', ')}
          checked={ticked.includes(asset.id)}
        />
      ))}
    </div>
  </fieldset>
)

export const Details = ({ kind, content, files, brand, form }: StepPageProps) => {
  const { texts, fromJobId } = content
  return (
    <>
      {fromJobId && (
        <fieldset class="set">
          <legend>{words.printedTitle}</legend>
          <p class="quiet small">{words.printedText}</p>
          {brand}
          {printedThings.map((thing) => (
            <Choice
              label={words.printed[thing]}
              name={printedField(thing)}
              form={form}
              value={texts[printedField(thing)]}
              options={printedAnswers.map((value) => ({ value, label: words.printedAnswer[value] }))}
            />
          ))}
          <TextArea
            label={words.news}
            name="news"
            form={form}
            value={texts['news']}
            hint={words.newsHint}
            rows={2}
            maxlength={1_000}
          />
        </fieldset>
      )}
      <TextArea
        label={words.notes[kind]}
        name="notes"
        form={form}
        value={texts['notes']}
        hint={words.notesHint[kind]}
        rows={6}
        maxlength={4_000}
      />
      {files}
    </>
  )
}

export const Contact = ({ writer, content: { texts }, required, form }: StepPageProps) => (
  <>
    {writer ? (
      <p>
        {words.you} <b>{writer.name}</b>, {writer.customerName}, {writer.email}.
      </p>
    ) : (
      <>
        <div class="pair">
          <TextField
            label={words.name}
            name="name"
            form={form}
            value={texts['name']}
            autocomplete="name"
            maxlength={120}
            required
          />
          <TextField
            label={words.field.company}
            name="company"
            form={form}
            value={texts['company']}
            autocomplete="organization"
            maxlength={200}
            required={required.includes('company')}
          />
        </div>
        <TextField
          label={words.email}
          name="email"
          type="email"
          form={form}
          value={texts['email']}
          autocomplete="email"
          inputmode="email"
          required
        />
      </>
    )}
    <div class="pair">
      <TextField
        label={words.field.phone}
        name="phone"
        type="tel"
        form={form}
        value={texts['phone']}
        autocomplete="tel"
        inputmode="tel"
        required={required.includes('phone')}
      />
      <TextField
        label={words.field.wantedOn}
        name="wantedOn"
        type="date"
        form={form}
        value={texts['wantedOn']}
        hint={words.wantedOnHint}
        required={required.includes('wantedOn')}
      />
    </div>
  </>
)
