import { AsyncLocalStorage } from 'node:async_hooks'

/** The languages that customers' pages and mails are written in. */
export const languages = ['en', 'es'] as const
export type Language = (typeof languages)[number]
export const deskLanguage: Language = 'en'

// Words alone hang on this, never a right: whoever may read what is in `ctx` and nowhere else.
const readers = new AsyncLocalStorage<{ language: Language; readonly isSettled?: boolean }>()

/** Does `work` for one reader; which language is theirs may be found out on the way, by `speak`. That of the desk until then. */
export function forReader<T>(work: () => T, language = deskLanguage): T {
  return readers.run({ language }, work)
}

/** Does `work` in this language, whoever asks for it and whatever is found out about them on the way. */
export function inLanguage<T>(work: () => T, language: Language): T {
  return readers.run({ language, isSettled: true }, work)
}

/** From here on the reader is spoken to in this language. */
export function speak(language: Language): void {
  const reader = readers.getStore()
  if (reader && !reader.isSettled) reader.language = language
}

/** The language the reader is spoken to in; that of the desk where nobody reads. */
export const spoken = (): Language => readers.getStore()?.language ?? deskLanguage

/** What another language has to say: the same texts under the same names, made of the same parts. */
export type Words<T> = T extends string
  ? string
  : T extends (...parts: infer P) => infer R
    ? (...parts: P) => Words<R>
    : { readonly [K in keyof T]: Words<T[K]> }

/**
 * Texts that read in the reader's language, each looked up when it is used: so `words.title` may stand in a view, and must not be
 * taken out of it while a module loads. Every language has the same shape, or it does not compile.
 */
export function inLanguages<T extends object>(texts: Readonly<Record<Language, T>>): T {
  return new Proxy<T>(texts.en, following(texts))
}

function following(texts: Readonly<Record<Language, object>>): ProxyHandler<object> {
  // Made once per part, which follows the reader as the whole does.
  const parts = new Map<string | symbol, object>()
  return {
    get(_, key) {
      const text: unknown = Reflect.get(texts[spoken()], key)
      if (typeof text !== 'object' || text === null) return text
      const [en, es]: [object, object] = [Reflect.get(texts.en, key), Reflect.get(texts.es, key)]
      const part = parts.get(key) ?? new Proxy(en, following({ en, es }))
      parts.set(key, part)
      return part
    },
  }
}

/** The language of ours that a locale asks for; English where we do not have it. */
export function languageOf(locale: string): Language {
  const [wanted] = locale.toLowerCase().split('-')
  return languages.find((language) => language === wanted) ?? 'en'
}

/** The locale in which a shop's days and amounts read in that language: the shop's own, or the language as its country has it. */
export function localeIn(language: Language, locale: string): string {
  if (languageOf(locale) === language) return locale
  const [, country] = locale.split('-')
  return country ? `${language}-${country}` : language
}

/** What the shop left as we wrote it, in the reader's language, by what it says in English; what it wrote itself stays as it wrote it. */
export function asLeft(text: string, inSpanish: Readonly<Record<string, string>>): string {
  return spoken() === 'es' && Object.hasOwn(inSpanish, text) ? (inSpanish[text] ?? text) : text
}
