/** A form that does not keep to RFC 7578 as browsers write it, or breaks off. */
export class BrokenMultipart extends Error {}

/** One field of a form, or one file with its bytes as they come. */
export interface FormPart {
  readonly name: string
  /** Missing for what was typed; empty where no file was chosen. */
  readonly fileName: string | undefined
  /** Whoever stops reading has the rest passed over. */
  readonly body: AsyncIterable<Uint8Array>
}
export interface PartLimits {
  readonly parts: number
  /** Of the lines in front of a part, bytes. */
  readonly head: number
}

const encode = (text: string) => new TextEncoder().encode(text)
const lineEnd = encode('\r\n')
const headEnd = encode('\r\n\r\n')

/** The boundary that the type of a body names; undefined where it is no form of parts. */
export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\\]{1,70})"|([\w'()+,./:=?-]{1,70}))\s*(?:;|$)/i.exec(contentType) ?? []
  return quoted ?? plain
}

/**
 * The parts of a form, one after the other, no more of it held than a chunk and a boundary. Each must be read before the next is
 * asked for. Throws BrokenMultipart.
 */
export async function* partsOf(body: ReadableStream<Uint8Array>, boundary: string, limits: PartLimits): AsyncGenerator<FormPart> {
  const delimiter = encode(`\r\n--${boundary}`)
  // The first delimiter may stand at the very beginning, without its line end.
  const scanner = createScanner(body.getReader(), lineEnd)
  await pass(scanner.before(delimiter))
  for (let count = 0; ; count++) {
    const end = new TextDecoder().decode(await scanner.take(2))
    if (end === '--') return
    if (end !== '\r\n') throw new BrokenMultipart('A boundary is followed by something else')
    if (count === limits.parts) throw new BrokenMultipart('There are too many parts')
    const head = headOf(await textOf(scanner.before(headEnd), limits.head))
    const part = scanner.before(delimiter)
    yield { ...head, body: part }
    await pass(part)
  }
}

/** All of a part as text. Throws BrokenMultipart past `most` bytes, and where it is no UTF-8. */
export async function textOf(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    size += piece.length
    if (size > most) throw new BrokenMultipart('A part is too long')
    pieces.push(piece)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(joined(pieces))
  } catch (cause) {
    throw new BrokenMultipart('A part is no text', { cause })
  }
}

async function pass(body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of body);
}

/** The name and the file's name from the lines in front of a part, each said once and in quotes, as every browser does. */
function headOf(head: string): Pick<FormPart, 'name' | 'fileName'> {
  const lines = head.split('\r\n').filter((line) => /^content-disposition:/i.test(line))
  const [, said] = /^content-disposition:\s*form-data((?:\s*;\s*[\w*-]+="[^"\r\n]*")+)\s*$/i.exec(lines[0] ?? '') ?? []
  if (lines.length !== 1 || said === undefined) throw new BrokenMultipart('A part does not say what it is')
  const all = [...said.matchAll(/;\s*([\w*-]+)="([^"]*)"/g)].map(
    ([, key = '', value = '']) => [key.toLowerCase(), value] as const,
  )
  const known = new Map(all)
  const name = known.get('name')
  if (name === undefined || known.size !== all.length) throw new BrokenMultipart('A part has no name, or two')
  const fileName = known.get('filename')
  return { name: plain(name), fileName: fileName === undefined ? undefined : plain(fileName) }
}

/** What a browser writes for a quote or a line end inside a name (WHATWG, "multipart/form-data encoding algorithm"). */
const plain = (text: string) => text.replaceAll('%22', '"').replace(/%0D|%0A/g, ' ')

function createScanner(reader: ReadableStreamDefaultReader<Uint8Array>, seed: Uint8Array) {
  let held = seed
  async function more(): Promise<void> {
    const { done, value } = await reader.read()
    if (done) throw new BrokenMultipart('The form breaks off')
    held = joined([held, value])
  }
  /** What comes next in front of `needle`; undefined once that was met and passed. */
  async function pieceBefore(needle: Uint8Array): Promise<Uint8Array | undefined> {
    for (;;) {
      const at = indexIn(held, needle)
      // Its first bytes may be there already, the rest on its way.
      const safe = at >= 0 ? at : held.length - needle.length + 1
      if (at === 0) {
        held = held.subarray(needle.length)
        return undefined
      }
      if (safe > 0) {
        const piece = held.subarray(0, safe)
        held = held.subarray(safe)
        return piece
      }
      await more()
    }
  }
  return {
    async take(count: number): Promise<Uint8Array> {
      while (held.length < count) await more()
      const taken = held.subarray(0, count)
      held = held.subarray(count)
      return taken
    },
    /** Without a `return`: a loop that is left early leaves the rest to be passed over. */
    before(needle: Uint8Array): AsyncIterable<Uint8Array> {
      let isOver = false
      const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
        const value = isOver ? undefined : await pieceBefore(needle)
        if (value) return { done: false, value }
        isOver = true
        return { done: true, value: undefined }
      }
      return { [Symbol.asyncIterator]: () => ({ next }) }
    },
  }
}

function indexIn(bytes: Uint8Array, needle: Uint8Array): number {
  const [first = 0] = needle
  const last = bytes.length - needle.length
  for (let at = bytes.indexOf(first); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let same = 1
    while (same < needle.length && bytes[at + same] === needle[same]) same++
    if (same === needle.length) return at
  }
  return -1
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
