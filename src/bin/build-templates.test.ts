import { describe, expect, it } from 'vitest'
import { compile } from './build-templates.ts'

describe('compiling a mail template', () => {
  it('keeps colours, words and sections as tags', async () => {
    const html = await compile(
      mjml(
        '<mj-raw>{{#rows}}</mj-raw><mj-text color="{{accent}}">{{words}}</mj-text><mj-raw>{{/rows}}</mj-raw>',
        '.x { color: {{accentDark}} }',
      ),
      'good',
    )
    expect(html).toContain('color:{{accent}};')
    expect(html).toContain('.x { color: {{accentDark}} }')
    expect(html).toMatch(/\{\{#rows\}\}[\s\S]*\{\{words\}\}[\s\S]*\{\{\/rows\}\}/)
    expect(html).not.toContain('#ac00')
  })

  it('leaves left and right to the language', async () => {
    expect(await compile(mjml('<mj-text align="left">x</mj-text>'), 'start')).toContain('text-align:{{start}}')
    expect(await compile(mjml('<mj-text align="right">x</mj-text>'), 'end')).toContain('text-align:{{end}}')
  })

  it('asks nothing of other hosts', async () => {
    const html = await compile(mjml('<mj-text font-family="Roboto, Open Sans">x</mj-text>'), 'fonts')
    expect(html).not.toMatch(/@import|fonts\.googleapis|<link/)
  })

  it.each(['<mj-text color="{{unknown}}">x</mj-text>', '<mj-nothing />', '<mj-text colour="red">x</mj-text>'])(
    'refuses %s',
    async (part) => {
      await expect(compile(mjml(part), 'bad')).rejects.toThrow()
    },
  )
})

function mjml(part: string, style = ''): string {
  return `<mjml><mj-head><mj-style>${style}</mj-style></mj-head><mj-body><mj-section><mj-column>${part}</mj-column></mj-section></mj-body></mjml>`
}
