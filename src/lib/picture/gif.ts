import { blank, type Grammar, Malformed, type Part, pass, type SizeSeen, take, textOf, viewOf } from './filter.ts'

const [image, extension, trailer] = [0x2c, 0x21, 0x3b]
const [graphicControl, application] = [0xf9, 0xff]

/** GIF87a and GIF89a: keeps frames, their timing and their repeating; blanks comments, texts and what programs left. */
export function* gif(seen: SizeSeen): Grammar {
  if (!/^GIF8[79]a$/.test(textOf(yield take(6)))) throw new Malformed('No GIF')
  const screen = viewOf(yield take(7))
  seen(screen.getUint16(0, true), screen.getUint16(2, true))
  yield colors(screen.getUint8(4))
  for (let frames = 0; ; ) {
    const [block] = yield take(1)
    if (block === trailer && frames > 0) return
    if (block === image) {
      frames++
      yield* frame(seen)
    } else if (block === extension) yield* extended()
    else throw new Malformed('An unknown block')
  }
}

function* frame(seen: SizeSeen): Grammar {
  const place = viewOf(yield take(9))
  seen(place.getUint16(4, true), place.getUint16(6, true))
  yield colors(place.getUint8(8))
  const [codeSize = 0] = yield take(1)
  if (codeSize < 1 || codeSize > 11) throw new Malformed('An impossible code size')
  yield* blocks(pass)
}

function* extended(): Grammar {
  const [label] = yield take(1)
  if (label === graphicControl) yield* blocks(pass)
  else if (label === application) yield* blocks((yield* repeats()) ? pass : blank)
  else yield* blocks(blank)
}

/** Whether the program's block says how often the frames repeat. */
function* repeats(): Part<boolean> {
  const [size = 0] = yield take(1)
  if (size !== 11) throw new Malformed('A program without a name')
  const name = yield take(size)
  const isKnown = /^(NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(textOf(name))
  if (!isKnown) name.fill(0)
  return isKnown
}

/** Data in blocks of at most 255 bytes, ended by an empty one. */
function* blocks(act: typeof pass): Grammar {
  for (;;) {
    const [size = 0] = yield take(1)
    if (size === 0) return
    yield act(size)
  }
}

/** The table of colours whose length a byte of flags tells. */
const colors = (flags: number) => pass(flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
