import { mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeWhole } from './writing.ts'

const root = join(import.meta.dirname, '../..')
const source = join(root, 'templates')
const target = join(root, 'src/generated/templates.ts')

// mjml accepts only real colours where it expects one, so each placeholder travels through it as a colour nobody would pick.
const light = ['sunk', 'lift', 'text', 'quiet', 'line', 'accent'] as const
const colors = ['fill', 'onBrand', ...light, ...light.map((name) => `${name}Dark`)]
const standIns = new Map(colors.map((name, i) => [name, `#ac00${(i + 16).toString(16)}`]))

/** Compiles every `templates/*.mjml` into `src/generated/templates.ts`, HTML with mustache tags by file name, if one changed. Throws on any mjml complaint. */
export async function buildTemplates(): Promise<void> {
  const names = (await readdir(source)).filter((name) => name.endsWith('.mjml')).sort()
  if (await isFresh(names.map((name) => join(source, name)))) return
  const entries: string[] = []
  for (const name of names) {
    const html = await compile(await readFile(join(source, name), 'utf8'), name)
    entries.push(`  ${JSON.stringify(basename(name, '.mjml'))}: ${JSON.stringify(html)},`)
  }
  await mkdir(join(target, '..'), { recursive: true })
  await writeWhole(target, `export const templates = {\n${entries.join('\n')}\n} as const\n`)
}

async function isFresh(sources: string[]): Promise<boolean> {
  const built = await stat(target).catch(() => undefined)
  if (built === undefined) return false
  const changes = await Promise.all([...sources, import.meta.filename].map(async (path) => (await stat(path)).mtimeMs))
  return changes.every((at) => at < built.mtimeMs)
}

/** Turns one mjml source into HTML with mustache tags. Throws when mjml complains or a tag of the source is missing from the result. */
export async function compile(mjml: string, name: string): Promise<string> {
  const { default: mjml2html } = await import('mjml')
  let stoodIn = mjml
  for (const [color, standIn] of standIns) stoodIn = stoodIn.replaceAll(colorTag(color), standIn)

  // Left to itself mjml would load Roboto from Google when the font list names it.
  const { html, errors } = await mjml2html(stoodIn, { validationLevel: 'strict', keepComments: false, fonts: {} })
  if (errors.length > 0) throw new Error(`${name}: ${errors.map((error) => error.formattedMessage).join('; ')}`)

  let out = html
  for (const [color, standIn] of standIns) out = out.replaceAll(standIn, colorTag(color))
  if (out.includes('#ac00')) throw new Error(`${name}: a stand-in colour was left in the result`)
  for (const tag of new Set(mjml.match(/\{\{[^{}]+\}\}/g))) {
    if (!out.includes(tag)) throw new Error(`${name}: ${tag} was lost by mjml`)
  }
  return tighten(followDirection(out))
}

function colorTag(name: string): string {
  return `{{${name}}}`
}

/** mjml writes left and right; a mail in Arabic or Hebrew needs them the other way round, decided when it is rendered. */
function followDirection(html: string): string {
  return html
    .replaceAll(/text-align:\s*left/g, 'text-align:{{start}}')
    .replaceAll(/text-align:\s*right/g, 'text-align:{{end}}')
    .replaceAll('align="left"', 'align="{{start}}"')
    .replaceAll(/direction:\s*ltr/g, 'direction:{{dir}}')
}

function tighten(html: string): string {
  return html.replaceAll(/^[ \t]+/gm, '').replaceAll(/\n{2,}/g, '\n')
}

if (import.meta.main) await buildTemplates()
