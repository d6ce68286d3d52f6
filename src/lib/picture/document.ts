import { type Filter, Malformed, textOf } from './filter.ts'

/** Behind the last page there must be the mark of the end, this near to it. */
const tailBytes = 1_024

/** Lets a PDF through as it is, and throws Malformed at the end of one that breaks off. */
export function wholePdf(): Filter {
  let tail = new Uint8Array()
  return {
    push(chunk) {
      const last = new Uint8Array([...tail, ...chunk.subarray(-tailBytes)])
      tail = last.subarray(-tailBytes)
      return chunk
    },
    end() {
      if (!textOf(tail).includes('%%EOF')) throw new Malformed('It breaks off')
    },
  }
}

/** Lets everything through: a format of machines, for download alone. */
export function asItIs(): Filter {
  return { push: (chunk) => chunk, end() {} }
}
