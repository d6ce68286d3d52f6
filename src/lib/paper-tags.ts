import type { PDF, PDFPage, PdfRef } from '@libpdf/core'

type Library = typeof import('@libpdf/core')

/** What a part of a document is to somebody who has it read aloud. */
export type Role = 'H1' | 'H2' | 'P' | 'Figure' | 'Table' | 'TR' | 'TH' | 'TD'

/** An element of the document's structure, with what it holds in the order it is read. */
export interface Tag {
  readonly role: Role | 'Document'
  readonly alt: string | undefined
  readonly kids: (Tag | Mark)[]
}
interface Mark {
  readonly page: PDFPage
  readonly id: number
}

/** The structure beside what is drawn: reading order, headings and tables, as PDF 1.7 section 14.7 writes them. */
export interface Tags {
  /** A new element, the last in its parent: the document unless told. */
  add(role: Role, options?: { readonly parent?: Tag; readonly alt?: string }): Tag
  /** Draws something that belongs to this element; without one it is decoration, and not read. */
  draw(page: PDFPage, tag: Tag | undefined, drawing: () => void): void
  /** Writes the structure into the document. Call once, when all is drawn. */
  finish(): void
}

/** Starts the structure of a document. */
export function openTags(pdf: PDF, { PdfArray, PdfBool, PdfDict, PdfName, PdfNumber, PdfString, ops }: Library): Tags {
  const root: Tag = { role: 'Document', alt: undefined, kids: [] }
  const marks: Tag[][] = []
  const name = (text: string) => PdfName.of(text)

  return {
    add(role, { parent = root, alt } = {}) {
      const tag: Tag = { role, alt, kids: [] }
      parent.kids.push(tag)
      return tag
    },
    draw(page, tag, drawing) {
      const onPage = marks[page.index] ?? []
      marks[page.index] = onPage
      const id = onPage.length
      if (tag) {
        tag.kids.push({ page, id })
        onPage.push(tag)
        page.drawOperators([ops.beginMarkedContentProps(`/${tag.role}`, PdfDict.of({ MCID: PdfNumber.of(id) }))])
      } else page.drawOperators([ops.beginMarkedContent('/Artifact')])
      drawing()
      page.drawOperators([ops.endMarkedContent()])
    },
    finish() {
      const top = PdfDict.of({ Type: name('StructTreeRoot') })
      const topRef = pdf.register(top)
      const refs = new Map<Tag, PdfRef>()
      top.set('K', write(root, topRef, refs))
      const nums = marks.flatMap((onPage, i) => {
        pdf.getPage(i)?.dict.set('StructParents', PdfNumber.of(i))
        return [PdfNumber.of(i), new PdfArray(onPage.flatMap((tag) => refs.get(tag) ?? []))]
      })
      top.set('ParentTree', pdf.register(PdfDict.of({ Nums: new PdfArray(nums) })))
      const catalog = pdf.getCatalog()
      catalog?.set('StructTreeRoot', topRef)
      catalog?.set('MarkInfo', PdfDict.of({ Marked: PdfBool.of(true) }))
    },
  }

  function write(tag: Tag, parent: PdfRef, refs: Map<Tag, PdfRef>): PdfRef {
    const element = PdfDict.of({ Type: name('StructElem'), S: name(tag.role), P: parent })
    const ref = pdf.register(element)
    refs.set(tag, ref)
    if (tag.alt !== undefined) element.set('Alt', PdfString.fromString(tag.alt))
    if (tag.role === 'TH') element.set('A', PdfDict.of({ O: name('Table'), Scope: name('Column') }))
    const page = tag.kids.find((kid) => 'page' in kid)?.page.ref
    if (page) element.set('Pg', page)
    const kids = tag.kids.map((kid) => {
      if (!('page' in kid)) return write(kid, ref, refs)
      if (kid.page.ref === page) return PdfNumber.of(kid.id)
      return PdfDict.of({ Type: name('MCR'), Pg: kid.page.ref, MCID: PdfNumber.of(kid.id) })
    })
    const [only] = kids
    element.set('K', only && kids.length === 1 ? only : new PdfArray(kids))
    return ref
  }
}
