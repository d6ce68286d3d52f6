import * as v from 'valibot'
import { normalizeEmail } from './email.ts'
import { formWords as words } from './form-words.ts'
import { isPhone } from './phone.ts'
import { isDay } from './time.ts'

/** Form fields as every form reads them. Texts are trimmed; control characters other than line ends are removed. */
export const tidy = (text: string) =>
  text
    .normalize('NFC')
    .replace(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()

/** What a schema says of a wrong field; in words that follow the reader, which are looked up when they are said. */
export type Sentence = string | (() => string)

/** One line, required: `message` says what to type. */
export const Line = (message: Sentence, max = 200) =>
  v.pipe(
    v.string(message),
    v.transform(tidy),
    v.minLength(1, message),
    v.maxLength(max, () => words.under(max)),
    v.regex(/^[^\n\r]*$/, () => words.oneLine),
  )

/** One line that may be empty: then null. */
export const MaybeLine = (max = 200) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.transform(tidy),
    v.maxLength(max, () => words.under(max)),
    v.transform((text) => text.replace(/[\n\r]+/g, ' ') || null),
  )

/** Several lines that may be empty. */
export const Text = (max = 4_000) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.transform(tidy),
    v.maxLength(max, () => words.under(max)),
  )

export const Email = v.pipe(
  v.string(() => words.email),
  v.transform((text) => normalizeEmail(text) ?? ''),
  v.minLength(1, () => words.wholeEmail),
)
export const MaybeEmail = v.pipe(
  v.optional(v.string(), ''),
  v.check(
    (text) => text.trim() === '' || normalizeEmail(text) !== undefined,
    () => words.maybeEmail,
  ),
  v.transform((text) => normalizeEmail(text) ?? null),
)
export const MaybePhone = v.pipe(
  v.optional(v.string(), ''),
  v.transform(tidy),
  v.check(
    (text) => text === '' || isPhone(text),
    () => words.maybePhone,
  ),
  v.transform((text) => text || null),
)
export const MaybeDay = v.pipe(
  v.optional(v.string(), ''),
  v.check(
    (text) => text === '' || isDay(text),
    () => words.maybeDay,
  ),
  v.transform((text) => text || null),
)
/** A box: ticked or not there. */
export const Ticked = v.pipe(
  v.optional(v.string(), ''),
  v.transform((text) => text !== ''),
)
/** The version of the row the form was made from. */
export const Version = v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number))
/** A list that a form sends as one value or as many. */
export const List = <T>(item: v.GenericSchema<unknown, T>, max = 200) =>
  v.pipe(
    v.optional(v.union([v.array(v.unknown()), v.unknown()]), []),
    v.transform((value) => (Array.isArray(value) ? value : [value])),
    v.array(item),
    v.maxLength(max),
  )
