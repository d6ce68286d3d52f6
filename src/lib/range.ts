export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/**
 * The one run of bytes that a Range header asks of `size` bytes (RFC 9110, section 14). Undefined where the whole is the answer: no
 * header, several runs, or none that can be read.
 */
export function rangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || to === undefined || from + to === '') return undefined
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length > 0 ? { offset: size - length, length } : 'unsatisfiable'
  }
  const offset = Number(from)
  if (to !== '' && Number(to) < offset) return undefined
  if (offset >= size) return 'unsatisfiable'
  return { offset, length: Math.min(to === '' ? size : Number(to) + 1, size) - offset }
}
