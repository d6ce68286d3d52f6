import { describe, expect, it } from 'vitest'
import { StaleNote } from './stale-note.tsx'

describe('the note above a form that came too late', () => {
  it('says what each field holds now, an emptied one too, and never as markup', async () => {
    const changes = [
      { label: 'Title', now: 'Aprons <b>' },
      { label: 'Note', now: '' },
    ]
    const html = String(await (<StaleNote changes={changes} />))
    expect(html).toContain('Somebody changed this while you were typing')
    expect(html).toContain('Title is now “Aprons &lt;b&gt;”')
    expect(html).toContain('Note is now empty')
  })

  it('lists nothing when the row holds the same as the form', async () => {
    expect(String(await (<StaleNote changes={[]} />))).not.toContain('<li>')
  })
})
