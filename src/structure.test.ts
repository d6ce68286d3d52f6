import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const source = join(root, 'src')

interface File {
  readonly path: string
  readonly text: string
  readonly imports: readonly string[]
}

const files: readonly File[] = walk(source)
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('generated/'))
  .map((path) => {
    const text = readFileSync(join(source, path), 'utf8')
    const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, name]) => name ?? '')
    return { path, text, imports }
  })
const shipped = files.filter(({ path }) => !/\.test\.tsx?$|(^|\/)testing\.ts$|^testing\/|^local\/|^bin\//.test(path))

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [relative(source, path)]
  })
}

/** Files that break a rule, as `path: what`. */
const breaking = (among: readonly File[], rule: (file: File) => readonly string[]) =>
  among.flatMap((file) => rule(file).map((what) => `${file.path}: ${what}`))

describe('imports', () => {
  it('inside a folder start with ./ and everything else with #', () => {
    expect(breaking(files, ({ imports }) => imports.filter((name) => name.startsWith('../..')))).toEqual([])
  })

  it('point one way: lib knows nothing of the product', () => {
    const outside = /^#(?!lib\/)/
    expect(
      breaking(
        shipped.filter(({ path }) => path.startsWith('lib/')),
        ({ imports }) => imports.filter((name) => outside.test(name)),
      ),
    ).toEqual([])
  })

  it.each([
    ['ui', /^#(features|platform|identity|middleware|adapters|database|clock|webhooks|app|context|env)/],
    ['database', /^#(?!lib\/|database\/)/],
    ['adapters', /^#(features|platform|identity|middleware|clock|webhooks|app|context|env|ui)/],
  ])('%s is below features', (folder, forbidden) => {
    const here = shipped.filter(({ path }) => path.startsWith(`${folder}/`))
    expect(breaking(here, ({ imports }) => imports.filter((name) => forbidden.test(name)))).toEqual([])
  })

  it('never reach for another slice’s routes or views', () => {
    const slices = shipped.filter(({ path }) => path.startsWith('features/'))
    const rule = ({ path, imports }: File) =>
      imports.filter((name) => {
        const [, slice, file] = /^#features\/([^/]+)\/(.+)$/.exec(name) ?? []
        return slice !== undefined && slice !== path.split('/')[1] && /^(portal|link|staff|api)\.tsx?$/.test(file ?? '')
      })
    expect(breaking(slices, rule)).toEqual([])
  })

  it('from the Worker never lead to the local doubles, to Node or to the tests', () => {
    expect(breaking(shipped, ({ imports }) => imports.filter((name) => /^(#local|#testing|#bin|node:)/.test(name)))).toEqual([
      'lib/language.ts: node:async_hooks',
    ])
  })

  it('reach a database only through read() and write()', () => {
    const outside = shipped.filter(({ path }) => !path.startsWith('database/'))
    expect(
      breaking(outside, ({ imports }) => imports.filter((name) => name === '@libsql/client' || name.startsWith('@libsql/'))),
    ).toEqual([])
    const senders = outside.filter(({ text }) => /import \{[^}]*\b(send|answered)\b[^}]*\} from '#database\//.test(text))
    expect(senders.map(({ path }) => path)).toEqual([])
  })
})

describe('the code', () => {
  it('makes Intl formatters in one place', () => {
    const allowed = new Set(['lib/money.ts', 'lib/time.ts'])
    const rule = ({ path, text }: File) => (allowed.has(path) ? [] : (text.match(/new Intl\.|toLocale\w*String\(/g) ?? []))
    expect(breaking(shipped, rule)).toEqual([])
  })

  it('opens no interactive transaction', () => {
    expect(breaking(shipped, ({ text }) => text.match(/\.transaction\(/g) ?? [])).toEqual([])
  })

  it('reads environment and clock in one place', () => {
    const allowed = new Set(['env.ts', 'index.ts', 'clock/shop-clock.ts', 'middleware/request.ts'])
    const rule = ({ path, text }: File) =>
      allowed.has(path) || path.startsWith('ui/client/') ? [] : (text.match(/\bc\.env\b|Date\.now\(|new Date\(\)/g) ?? [])
    expect(breaking(shipped, rule)).toEqual([])
  })

  it('lets no raw markup through but the brand’s colours, icons and rings, which hold numbers of ours alone', () => {
    const allowed = new Set(['ui/document.tsx', 'ui/icons.tsx', 'ui/status.tsx'])
    const rule = ({ path, text }: File) =>
      allowed.has(path) ? [] : (text.match(/dangerouslySetInnerHTML|from 'hono\/html'/g) ?? [])
    expect(breaking(shipped, rule)).toEqual([])
  })

  it('has no any, no default exports but the Worker’s, no barrels', () => {
    const rule = ({ path, text }: File) => [
      ...(text.match(/: any\b(?! )|\bas any[;),\]]|<any>/g) ?? []),
      ...(path === 'index.ts' ? [] : (text.match(/^export default/gm) ?? [])),
      ...(text.match(/^export \* from/gm) ?? []),
    ]
    expect(breaking(shipped, rule)).toEqual([])
  })

  it('keeps files short: none past 250 lines, nine of ten under 200', () => {
    const lengths = shipped.map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    expect(lengths.filter(({ lines }) => lines > 250)).toEqual([])
    expect(lengths.filter(({ lines }) => lines > 200).length).toBeLessThanOrEqual(lengths.length / 10)
  })

  it('says its name to no customer', () => {
    const seen = shipped.filter(
      ({ path }) => /(portal|link|views|words|emails)[^/]*\.tsx?$/.test(path) && path.startsWith('features/'),
    )
    expect(breaking(seen, ({ text }) => text.match(/nameplate/gi) ?? [])).toEqual([])
  })
})
