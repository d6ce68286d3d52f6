import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { changesSince, checkForm } from './form.ts'

const labels = { title: 'Title', note: 'Note' }

describe('what changed while somebody was typing', () => {
  test('is every labelled field that holds something else now', () => {
    const typed = { title: 'Caps', note: 'Blue', secret: 'a' }
    expect(changesSince(typed, { title: 'Aprons', note: 'Blue', secret: 'b' }, labels)).toEqual([
      { label: 'Title', now: 'Aprons' },
    ])
  })

  test('tells an emptied field, and a field that was not sent', () => {
    expect(changesSince({ title: 'Caps' }, { title: '', note: 'Blue' }, labels)).toEqual([
      { label: 'Title', now: '' },
      { label: 'Note', now: 'Blue' },
    ])
  })

  test('is nothing when only the line ends or the spaces around differ', () => {
    expect(changesSince({ title: ' Caps', note: 'a\r\nb' }, { title: 'Caps', note: 'a\nb' }, labels)).toEqual([])
  })
})

describe('a list of a form', () => {
  test.each(['file', 'file[]'])('is found by a schema that calls it %s', (name) => {
    const checked = checkForm(v.object({ [name]: v.array(v.string()) }), { 'file[]': ['a', 'b'] })
    expect(checked).toEqual({ ok: true, value: { [name]: ['a', 'b'] } })
  })
})
