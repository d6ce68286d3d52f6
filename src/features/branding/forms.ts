import * as v from 'valibot'
import { List, Text, Version } from '#lib/fields.ts'
import { isId } from '#lib/id.ts'
import { brandLimits, hexFrom } from './rules.ts'
import { brandWords as words } from './words.ts'

const Label = v.pipe(
  Text(80),
  v.transform((text) => text.replace(/\s+/g, ' ')),
  v.minLength(1, () => words.wrong.label),
)
const Hex = v.pipe(
  Text(20),
  v.transform((text) => hexFrom(text) ?? ''),
  v.minLength(1, () => words.wrong.hex),
)
const FileId = v.pipe(
  v.string(() => words.wrong.files),
  v.check(
    (text) => isId('fil', text),
    () => words.wrong.files,
  ),
)

export const AddLogos = v.object({
  file: v.pipe(
    List(FileId),
    v.minLength(1, () => words.wrong.files),
    v.maxLength(brandLimits.logosAtOnce, () => words.wrong.mostFiles),
  ),
  note: Text(500),
})
export type AddLogos = v.InferOutput<typeof AddLogos>

export const ChangeLogo = v.object({ version: Version, label: Label, note: Text(500) })
export type ChangeLogo = v.InferOutput<typeof ChangeLogo>

const color = { label: Label, hex: Hex, pantone: Text(60) }
export const AddColor = v.object(color)
export type AddColor = v.InferOutput<typeof AddColor>
export const ChangeColor = v.object({ version: Version, ...color })
export type ChangeColor = v.InferOutput<typeof ChangeColor>

export const SaveNotes = v.object({ version: Version, notes: Text(4_000) })
export type SaveNotes = v.InferOutput<typeof SaveNotes>

export const Nothing = v.object({})
