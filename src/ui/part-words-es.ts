import type { PartWords } from './part-words.ts'

export const spanish: PartWords = {
  copy: { copy: 'Copiar', copied: 'Copiado' },
  pager: {
    label: 'Páginas',
    previous: 'Anterior',
    next: 'Siguiente',
    at: (page, pages) => `Página ${page} de ${pages}`,
  },
  reference: 'Referencia',
}
