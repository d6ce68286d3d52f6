/** What a PDF says, page by page, one line of text below the other. */
export async function textOfPdf(bytes: ArrayBuffer | Uint8Array): Promise<string> {
  const { PDF } = await import('@libpdf/core')
  const pdf = await PDF.load(new Uint8Array(bytes))
  return pdf
    .extractText()
    .map(({ text }) => text)
    .join('\n')
}
