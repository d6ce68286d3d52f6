import { describe, expect, it } from 'vitest'
import { forReader, inLanguages, languageOf, localeIn, speak, spoken } from './language.ts'

const words = inLanguages({
  en: { title: 'Jobs', page: { open: 'Open', count: (n: number) => `${n} open` }, steps: ['one', 'two'] },
  es: { title: 'Trabajos', page: { open: 'Abierto', count: (n: number) => `${n} abiertos` }, steps: ['uno', 'dos'] },
})
// As a module would take a part while it loads.
const { page } = words

describe('words in the reader’s language', () => {
  it('follow the reader through parts taken before, functions, lists and copies', () => {
    forReader(() => {
      speak('es')
      expect([words.title, page.open, page.count(2), words.steps.join(), { ...page }.open]).toEqual([
        'Trabajos',
        'Abierto',
        '2 abiertos',
        'uno,dos',
        'Abierto',
      ])
      expect(Object.entries(words.page)[0]).toEqual(['open', 'Abierto'])
    })
    expect([words.title, page.open]).toEqual(['Jobs', 'Open'])
  })

  it('keep two readers apart who are answered at once', async () => {
    const answer = (language: 'en' | 'es') =>
      forReader(async () => {
        await Promise.resolve()
        speak(language)
        await new Promise((resolve) => setTimeout(resolve))
        return words.title
      })
    expect(await Promise.all([answer('es'), answer('en'), answer('es')])).toEqual(['Trabajos', 'Jobs', 'Trabajos'])
    expect(spoken()).toBe('en')
  })
})

describe('a locale', () => {
  it.each([
    ['es-MX', 'es'],
    ['en-GB', 'en'],
    ['fr-CA', 'en'],
  ] as const)('%s reads in %s', (locale, language) => expect(languageOf(locale)).toBe(language))

  it('keeps the country where another language is read', () => {
    expect([localeIn('es', 'en-US'), localeIn('en', 'es-MX'), localeIn('es', 'es-MX'), localeIn('en', 'fr-CA')]).toEqual([
      'es-US',
      'en-MX',
      'es-MX',
      'fr-CA',
    ])
  })
})
