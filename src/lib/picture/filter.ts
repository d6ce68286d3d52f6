/** What the grammar of a format does with the bytes that come next. Whatever it does, as many come out as went in. */
export type Step =
  /** Hands so many bytes, at most 64 kB, to the grammar, which may change them until it asks for the next step. */
  | { readonly act: 'take'; readonly size: number }
  /** Lets so many through as they are. */
  | { readonly act: 'pass'; readonly size: number }
  /** Lets zeros through in place of so many. */
  | { readonly act: 'blank'; readonly size: number }
  /** Lets everything through up to the next byte of this value. */
  | { readonly act: 'passTo'; readonly byte: number }

/** Walks through a file of one format, asking for one step after the other. It ends where the picture ends. */
export type Grammar = Generator<Step, void, Uint8Array>
/** A part of a grammar that finds something out. */
export type Part<T> = Generator<Step, T, Uint8Array>
/** Told each size that a file states. */
export type SizeSeen = (width: number, height: number, isTurned?: boolean) => void

/** The bytes are not what a file of this format holds. */
export class Malformed extends Error {}

export const take = (size: number): Step => ({ act: 'take', size })
export const pass = (size: number): Step => ({ act: 'pass', size })
export const blank = (size: number): Step => ({ act: 'blank', size })
export const passTo = (byte: number): Step => ({ act: 'passTo', byte })

export interface Filter {
  /** What comes out for these bytes: they themselves, changed, wherever nothing straddles them. Throws Malformed where they break the grammar. */
  push(chunk: Uint8Array): Uint8Array
  /** Throws Malformed when the file is not whole. */
  end(): void
}

const nothing = new Uint8Array()

/**
 * Checks a file against its grammar while it streams by, and blanks what the grammar does not keep. What follows the picture is
 * blanked too, so nothing can hide behind it. Holds no more than one step's bytes.
 */
export function createFilter(grammar: Grammar): Filter {
  let step: Step | undefined
  let left = 0
  // What was taken so far of a run that began in an earlier chunk.
  let begun: Uint8Array | undefined
  advance(nothing)

  function advance(bytes: Uint8Array) {
    const next = grammar.next(bytes)
    step = next.done ? undefined : next.value
    left = step && 'size' in step ? step.size : Number.POSITIVE_INFINITY
  }

  return {
    push(chunk) {
      const out: Uint8Array[] = []
      let [at, from] = [0, 0]
      while (step && (at < chunk.length || left === 0)) {
        const end = step.act === 'passTo' ? placeOf(step.byte, chunk, at) : Math.min(at + left, chunk.length)
        const part = chunk.subarray(at, end)
        const isDone: boolean = step.act === 'passTo' ? end < chunk.length : part.length === left
        if (step.act === 'blank') part.fill(0)
        if (step.act === 'take' && (begun || !isDone)) {
          out.push(chunk.subarray(from, at))
          begun ??= new Uint8Array(step.size)
          begun.set(part, begun.length - left)
          from = end
        }
        left -= part.length
        at = end
        if (!isDone) break
        const bytes: Uint8Array = begun ?? part
        if (begun) out.push(begun)
        begun = undefined
        advance(step.act === 'take' ? bytes : nothing)
      }
      if (!step) chunk.fill(0, at)
      out.push(chunk.subarray(from))
      return joined(out.filter(({ length }) => length > 0))
    },
    end() {
      if (step) throw new Malformed('It breaks off')
    },
  }
}

/** Where the byte is; the end where it is not. */
function placeOf(byte: number, chunk: Uint8Array, from: number): number {
  const found = chunk.indexOf(byte, from)
  return found < 0 ? chunk.length : found
}

/** One run of bytes for many. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts
  if (only && parts.length === 1) return only
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

/** Latin-1, as the names in files are written. */
export const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes)
export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
