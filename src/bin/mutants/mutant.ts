/** One guard to take away: a text that stands once in a file, what stands there instead, and the tests that should miss it. */
export interface Mutant {
  readonly file: string
  readonly text: string
  readonly instead: string
  readonly tests: readonly string[]
}

/** A text to cut out, or one to look up and the part of it to cut. */
type Cut = string | readonly [around: string, part: string]

/** Mutants of one file, each without one of these texts. */
export const cutting = (file: string, tests: readonly string[], cuts: readonly Cut[]) =>
  cuts.map((cut): Mutant => {
    const [text, part] = typeof cut === 'string' ? [cut, cut] : cut
    return { file: `src/${file}`, text, instead: text.replace(part, ''), tests }
  })
