import { bytesOf, joined, jpeg, pngChunk, pngOf, webp } from '#testing/pictures.ts'

/** A file of the corpus: its name, its bytes, and as what it is kept; undefined where it is refused. */
export type Sample = readonly [name: string, bytes: Uint8Array<ArrayBuffer>, kept: string | undefined]

export const gif = bytesOf('GIF89a\x08\0\x04\0\x80\0\0\0\0\0\xff\xff\xff\x2c\0\0\0\0\x08\0\x04\0\0\x02\x02\x4c\x01\0\x3b')
export const pdf = bytesOf('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
/** The place that a photo must not tell. */
export const place = 'GPS 39.7589N 84.1916W'
/** A JPEG with Exif that holds the place and says that the picture lies on its side. */
export const tagged = joined([
  jpeg.subarray(0, 2),
  segment(0xe1, `Exif\0\0MM\0*\0\0\0\b\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0${place}`),
  jpeg.subarray(2),
])

function segment(marker: number, text: string): Uint8Array {
  const size = text.length + 2
  return joined([Uint8Array.from([0xff, marker, size >> 8, size & 255]), bytesOf(text)])
}

const head = (width: number, height: number) => {
  const view = new DataView(new ArrayBuffer(13))
  view.setUint32(0, width)
  view.setUint32(4, height)
  view.setUint16(8, 0x0802)
  return new Uint8Array(view.buffer)
}
const bomb = (width: number, height: number) =>
  joined([
    bytesOf('\x89PNG\r\n\x1a\n'),
    pngChunk('IHDR', head(width, height)),
    pngChunk('IDAT', new Uint8Array(9)),
    pngChunk('IEND', new Uint8Array()),
  ])
const sides = (width: number, height: number) => [width & 255, width >> 8, height & 255, height >> 8]
const script = '<script>alert(1)</script>'
const dst = bytesOf(`LA:badge           \rST:   7940\rCO:  3\r${' '.repeat(470)}\x1a`)
const ole = bytesOf(`\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1${'\0'.repeat(500)}`)
const eps = bytesOf('%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\nshowpage\n%%EOF\n')
const zip = (entry: string, data: string) =>
  bytesOf(`PK\x03\x04\x14\0\0\0\0\0${'\0'.repeat(16)}\x08\0\0\0`.slice(0, 30) + entry + data)
const png = 'image/png'
const machine = 'application/octet-stream'

/** What people and attackers send: true files, odd ones, and files that are not what they say. */
export async function corpus(): Promise<Sample[]> {
  const plain = await pngOf(8, 4)
  const text = (name: string, content: string): Sample => [name, bytesOf(content), undefined]
  const with1 = (first: Uint8Array, more: string) => joined([first, bytesOf(more)])
  return [
    ['plain.png', plain, png],
    ['photo.jpg', jpeg, 'image/jpeg'],
    ['tagged.jpg', tagged, 'image/jpeg'],
    ['mark.webp', webp, 'image/webp'],
    ['spin.gif', gif, 'image/gif'],
    ['art.pdf', pdf, 'application/pdf'],
    ['art.ai', pdf, 'application/pdf'],
    ['old.ai', eps, 'application/postscript'],
    ['art.eps', eps, 'application/postscript'],
    ['dos.eps', bytesOf(`\xc5\xd0\xd3\xc6${'\0'.repeat(40)}`), 'application/postscript'],
    ['art.psd', bytesOf(`8BPS\0\x01${'\0'.repeat(40)}`), 'image/vnd.adobe.photoshop'],
    ['large.psb', bytesOf(`8BPS\0\x02${'\0'.repeat(40)}`), 'image/vnd.adobe.photoshop'],
    ['badge.dst', dst, machine],
    ['badge.pes', bytesOf(`#PES0001${'\0'.repeat(40)}`), machine],
    ['badge.pec', bytesOf(`#PEC0001${'\0'.repeat(40)}`), machine],
    ['badge.vp3', bytesOf(`%vsm%\0${'\0'.repeat(40)}`), machine],
    ['badge.hus', bytesOf(`\x5b\xaf\xc8\0${'\0'.repeat(40)}`), machine],
    ['badge.jef', bytesOf(`\x7c\0\0\0\x14\0\0\x0020300409150000${'\0'.repeat(40)}`), machine],
    ['badge.emb', ole, machine],
    ['badge.cdr', bytesOf(`RIFF\x40\0\0\0CDRDvrsn${'\0'.repeat(40)}`), machine],
    ['new.cdr', zip('mimetype', 'application/x-vnd.corel.draw.document+zip'), machine],
    ['png named as page.html', plain, png],
    ['png named as program.exe', plain, png],
    ['', plain, png],
    ['png with a page behind it.png', with1(plain, `<html>${script}`), png],
    ['jpeg with an archive behind it.jpg', with1(jpeg, 'PK\x03\x04rest'), 'image/jpeg'],
    ['gif with a script behind it.gif', with1(gif, script), 'image/gif'],
    ['webp with a script behind it.webp', with1(webp, script), 'image/webp'],
    ['png with a script as its comment.png', await pngOf(8, 4, [pngChunk('tEXt', bytesOf(script))]), png],
    ['exactly a hundred million.png', bomb(10_000, 10_000), png],
    ['one row more.png', bomb(10_000, 10_001), undefined],
    ['bomb.png', bomb(0x7fffffff, 0x7fffffff), undefined],
    ['flat.png', bomb(0, 10), undefined],
    ['bomb.gif', joined([gif.subarray(0, 6), Uint8Array.from(sides(65_535, 65_535)), gif.subarray(10)]), undefined],
    ['bomb in a frame.gif', joined([gif.subarray(0, 24), Uint8Array.from(sides(65_535, 65_535)), gif.subarray(28)]), undefined],
    ['half.png', plain.slice(0, -20), undefined],
    ['half.jpg', jpeg.slice(0, -20), undefined],
    ['half.webp', webp.slice(0, -3), undefined],
    ['half.gif', gif.slice(0, -2), undefined],
    ['half.pdf', pdf.slice(0, 40), undefined],
    ['signature alone.png', plain.slice(0, 8), undefined],
    ['one byte.png', plain.slice(0, 1), undefined],
    ['sent as text.png', bytesOf('\x89PNG\n\x1a\n\0\0\0\x0dIHDR'), undefined],
    ['comment and script.gif', bytesOf('GIF89a/*\x01\0\0\0*/=1;alert(1)//'), undefined],
    ['script.jpg', bytesOf(`\xff\xd8\xff${script}`), undefined],
    [
      'two frames.jpg',
      joined([jpeg.subarray(0, 2), segment(0xc0, '\x08\0\x04\0\x08\x01\x01\x11\0'), jpeg.subarray(2)]),
      undefined,
    ],
    text('page in a document.pdf', `%PDF-1.7\n<html>${script}\n%%EOF`),
    text('page before a document.pdf', `<html>${script}\n%PDF-1.7\n%%EOF`),
    text('space before a document.pdf', '\n%PDF-1.7\n%%EOF'),
    text('page in postscript.eps', `%!PS-Adobe-3.0\n${script}`),
    text('mark.svg', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    text('mark.png', `<?xml version="1.0"?><!-- x --><svg>${script}</svg>`),
    text('mark with mark.svg', `\xef\xbb\xbf <svg onload="alert(1)"/>`),
    text('short.svg', '<svg/>'),
    text('page.html', `<!doctype html>${script}`),
    text('page.jpg', `<HTML><BODY>${script}`),
    text('words.txt', 'Please stitch it larger.'),
    text('table.csv', 'a,b\n1,2'),
    text('data.json', '{"a":1}'),
    text('code.js', 'alert(1)'),
    text('run.sh', '#!/bin/sh\nrm -rf /'),
    text('setup.exe', `MZ\x90\0\x03${'\0'.repeat(60)}`),
    text('tool', `\x7fELF\x02\x01\x01${'\0'.repeat(60)}`),
    text('Tool.class', '\xca\xfe\xba\xbe\0\0\0\x34'),
    ['letter.doc', ole, undefined],
    ['setup.msi', ole, undefined],
    ['letter.docx', zip('[Content_Types].xml', '<?xml'), undefined],
    ['all.zip', zip('a.txt', 'a'), undefined],
    text('all.rar', 'Rar!\x1a\x07\x01\0'),
    text('all.7z', '7z\xbc\xaf\x27\x1c'),
    text('all.gz', '\x1f\x8b\x08\0'),
    text('photo.heic', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    text('photo.avif', '\0\0\0\x1cftypavif\0\0\0\0'),
    text('clip.mp4', '\0\0\0\x18ftypmp42\0\0\0\0'),
    text('clip.webm', '\x1a\x45\xdf\xa3\x01\0\0'),
    text('scan.tif', 'II*\0\x08\0\0\0'),
    text('scan.bmp', 'BM\x36\0\0\0'),
    text('sound.wav', 'RIFF\x24\0\0\0WAVEfmt '),
    text('font.woff2', 'wOF2\0\x01\0\0'),
    text('module.wasm', '\0asm\x01\0\0\0'),
    text('nearly.dst', 'LA:badge'),
    text('nearly.pes', '#PESxxxx'),
    text('zeros.emb', '\0'.repeat(100)),
    text('empty.png', ''),
  ]
}
