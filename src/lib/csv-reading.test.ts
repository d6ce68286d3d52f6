import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf } from './csv.ts'
import { readTable, textOfTable, UnreadableTable } from './csv-reading.ts'

describe('a CSV', () => {
  it.each([
    [
      'commas',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons, with commas inside',
      'a;b\r\n1,5;2\r\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'old Mac line ends',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes, in them quotes, separators and line ends',
      'a,b\n"x ""y"", z","1\n2"\n',
      [
        ['a', 'b'],
        ['x "y", z', '1\n2'],
      ],
    ],
    [
      'empty cells, at the end too',
      'a,b,c\n,,3\n1,,',
      [
        ['a', 'b', 'c'],
        ['', '', '3'],
        ['1', '', ''],
      ],
    ],
    [
      'a byte order mark and empty rows',
      '\ufeffa,b\n\n,\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['one column', 'a\n1\n', [['a'], ['1']]],
    [
      'words after a closing quote',
      'a,b\n"x"y,2\n',
      [
        ['a', 'b'],
        ['xy', '2'],
      ],
    ],
    ['nothing', '', []],
  ])('with %s is read', (_, text, rows) => {
    expect(readTable(text)).toEqual(rows)
  })

  it('whose quote never closes says in which line it opens', () => {
    const read = () => readTable('a,b\n1,2\n"x,3\n')
    expect(read).toThrow(UnreadableTable)
    expect(read).toThrow('line 3')
  })

  it('that we wrote reads as it was', () => {
    // What spreadsheets take for a formula is written with an apostrophe and so does not come back the same.
    const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^([\t\r\n]|\s*[=+\-@＝＋－＠])/.test(text))
    const row = fc.array(cell, { minLength: 2, maxLength: 5 }).filter((cells) => cells.some((text) => text.trim() !== ''))
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const table = [['h1', 'h2'], ...rows]
        expect(readTable(csvOf(table))).toEqual(table)
      }),
    )
  })

  it('takes whatever comes without an end or another failure', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\t', '\n', '\r', ' ') }), (text) => {
        try {
          expect(readTable(text).flat().length).toBeLessThanOrEqual(text.length + 1)
        } catch (error) {
          expect(error).toBeInstanceOf(UnreadableTable)
        }
      }),
    )
  })
})

describe('the bytes of a file', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('Müller'), 'Müller'],
    ['UTF-8 with its mark', new TextEncoder().encode('\ufeffMüller'), 'Müller'],
    ['Windows-1252', new Uint8Array([0x4d, 0xfc, 0x80]), 'Mü€'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x4d, 0, 0xfc, 0]), 'Mü'],
  ])('in %s are read', (_, bytes, text) => {
    expect(textOfTable(bytes)).toBe(text)
  })
})
