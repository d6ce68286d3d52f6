import type { Child } from 'hono/jsx'
import { describe, expect, it } from 'vitest'
import { Block, Count, Note } from './block.tsx'
import { BoardColumn, Card } from './board.tsx'
import { Choice, Tick } from './choices.tsx'
import { Document } from './document.tsx'
import { DoorFrame } from './door-frame.tsx'
import { ErrorPage } from './error-page.tsx'
import { ErrorSummary, TextArea, TextField } from './fields.tsx'
import { LinesEditor, type LinesWords } from './lines-editor.tsx'
import { PortalFrame, type Tab } from './portal-frame.tsx'
import { Row } from './rows.tsx'
import type { ShopFace } from './shop-face.ts'
import { Status, Stitch, Track } from './status.tsx'
import { Pager } from './tables.tsx'

const hostile = `<script>alert(1)</script>"'&`
const html = async (part: Child) => String(await part)
const times = (text: string, part: string | RegExp) => text.split(part).length - 1

const shop: ShopFace = {
  name: 'Smith Embroidery',
  email: 'hello@smith.example',
  phone: '(937) 555-0142',
  address: '218 Mill Street',
  colors: { brand: '#1f5a3d', fill: '#1f5a3d', onBrand: '#ffffff', inkLight: '#1f5a3d', inkDark: '#76b190' },
  locale: 'en-US',
}
const failed = { errors: { email: 'Add the part after the dot' }, values: { email: 'dana@riverside', note: hostile } }

describe('what people type', () => {
  it('never becomes markup, in text or in an attribute', async () => {
    const pages = [
      <Row title={hostile} href={`/x?${hostile}`} detail={hostile} />,
      <Note title={hostile} bad />,
      <TextField label={hostile} name="note" form={failed} placeholder={hostile} />,
      <TextArea label="Note" name="note" form={failed} />,
      <Stitch steps={2} at={1} label={hostile} />,
      <PortalFrame shop={{ ...shop, name: hostile }} links={{ home: '/', signOut: '/o', devices: '/d' }}>
        {hostile}
      </PortalFrame>,
    ]
    for (const page of pages) {
      const text = await html(page)
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toContain('<script')
      expect(text).not.toContain('1)</script>"')
    }
  })
})

describe('a field that was wrong', () => {
  it('shows what was typed, its sentence, and ties the two together with the hint', async () => {
    const text = await html(<TextField label="Email" name="email" form={failed} value="old@x.example" hint="Your work address" />)
    expect(text).toContain('<label for="f-email">Email</label>')
    expect(text).toContain('value="dana@riverside"')
    expect(text).toContain('aria-invalid="true"')
    expect(text).toContain('aria-describedby="f-email-wrong f-email-hint"')
    expect(text).toMatch(/<span class="wrong" id="f-email-wrong">.*Add the part after the dot<\/span>/)
    expect(text).toContain('id="f-email-hint"')
  })

  it('leaves its neighbours alone, which keep their own value', async () => {
    const text = await html(<TextField label="Name" name="name" form={failed} value="Dana" />)
    expect(text).toContain('value="Dana"')
    expect(text).not.toContain('aria-invalid')
    expect(text).not.toContain('aria-describedby')
  })

  it('is a link in the summary, and no summary stands over a form without errors', async () => {
    expect(await html(<ErrorSummary form={failed} title="One thing is missing" />)).toContain(
      '<a href="#f-email">Add the part after the dot</a>',
    )
    expect(await html(<ErrorSummary title="One thing is missing" />)).toBe('')
  })

  it('among lines of an invoice is found by its number', async () => {
    const form = { errors: { 'quantity[].1': 'Type a number above 0' }, values: { 'quantity[].1': 'x2' } }
    const lines = [
      { description: 'Caps', quantity: '72', unitPrice: '9.85' },
      { description: 'Patch', quantity: '1', unitPrice: '5.40' },
    ]
    const text = await html(<LinesEditor lines={lines} currency="USD" locale="en-US" words={words} form={form} />)
    expect(text).toMatch(/id="f-quantity-1" name="quantity\[\]"[^>]*aria-invalid="true"[^>]*value="x2"/)
    expect(times(text, 'aria-invalid')).toBe(1)
    expect(times(text, 'name="description[]"')).toBe(lines.length + 3)
  })
})

describe('ticks and choices', () => {
  it('come back from a failed form as they were sent, not as they were stored', async () => {
    expect(await html(<Tick label="Pays" name="pays" checked form={{ errors: {}, values: {} }} />)).not.toContain('checked')
    expect(await html(<Tick label="Pays" name="pays" form={{ errors: {}, values: { pays: 'on' } }} />)).toContain('checked')
  })

  it('choose nothing for the reader', async () => {
    const options = [
      { value: 'yes', label: 'Yes' },
      { value: 'no', label: 'No' },
    ]
    expect(await html(<Choice label="Answer" name="answer" options={options} />)).not.toContain('checked')
    expect(times(await html(<Choice label="Answer" name="answer" options={options} value="no" />), 'checked')).toBe(1)
  })
})

describe('progress', () => {
  it('is solid where done, half where under way, dashed to come', async () => {
    const marks = async (at: number) => (await html(<Stitch steps={3} at={at} label="Step" />)).match(/<i[^>]*>/g)
    expect(await marks(0)).toEqual(['<i>', '<i>', '<i>'])
    expect(await marks(2)).toEqual(['<i class="on">', '<i class="now">', '<i>'])
    expect(await marks(4)).toEqual(['<i class="on">', '<i class="on">', '<i class="on">'])
  })

  it('tells listeners which step is current', async () => {
    const text = await html(
      <Track
        steps={[
          { label: 'Received', state: 'done' },
          { label: 'Stitching', state: 'now' },
          { label: 'Shipped', state: 'todo' },
        ]}
      />,
    )
    expect(text).toMatch(/<li class="now" aria-current="step"><b>Stitching/)
    expect(times(text, 'aria-current')).toBe(1)
  })

  it('says late in words and with a warning, never by colour alone', async () => {
    expect(await html(<Status ring={40} label="2 days late" bad />)).toMatch(/class="status bad".*<svg class="i".*2 days late/)
  })
})

describe('the frame of the portal', () => {
  const tabs: Tab[] = [
    { key: 'home', label: 'Home', href: '/', icon: 'home', current: true },
    { key: 'invoices', label: 'Invoices', href: '/invoices', icon: 'receipt', count: 2, countLabel: 'to pay' },
  ]
  const viewer = { personName: 'Dana Whitfield', customerName: 'Riverside Brewing', initials: 'DW' }
  const links = { home: '/', signOut: '/session/end', devices: '/sessions/end' }
  const frame = (more: object) => (
    <PortalFrame shop={shop} links={links} tabs={tabs} viewer={viewer} {...more}>
      <h1>Two things need you</h1>
    </PortalFrame>
  )

  it('carries name, phone and email at the head, at the foot and in the menu of a phone, and signs out by post', async () => {
    const text = await html(frame({}))
    expect(times(text, 'href="tel:9375550142"')).toBe(3)
    expect(times(text, 'href="mailto:hello@smith.example"')).toBe(3)
    expect(text).toContain('<form method="post" action="/session/end">')
    expect(text).toContain('<form method="post" action="/sessions/end">')
    expect(text).toMatch(/aria-current="page"[^>]*>.*Home/)
    expect(text).toContain('<span class="sr"> to pay</span>')
  })

  it('has no tabs where an answer is asked for, and no menu where nobody is signed in', async () => {
    expect(await html(frame({ deciding: true }))).not.toContain('class="tabs"')
    const stranger = await html(frame({ viewer: undefined }))
    expect(stranger).not.toContain('class="tabs"')
    expect(stranger).not.toContain('popover')
  })

  it('shows the initial where there is no logo, and the logo where there is one', async () => {
    expect(await html(frame({}))).toContain('<span class="mark" aria-hidden="true">S</span>')
    expect(await html(frame({ shop: { ...shop, logoUrl: '/logo.png' } }))).toContain('<img src="/logo.png" alt=""')
  })
})

describe('the document', () => {
  it('lets nothing run or paint without the nonce, and holds no style attribute', async () => {
    const text = await html(
      <Document title="Home" shopName={shop.name} locale="en-US" nonce="n0nce" colors={shop.colors} scripts={['/assets/x.js']}>
        <DoorFrame shop={shop}>
          <ErrorPage title="We could not find that" text="The link may be old." reference="8f2c" />
        </DoorFrame>
      </Document>,
    )
    expect(times(text, /<script/)).toBe(2)
    expect(times(text, /<script[^>]*nonce="n0nce"/)).toBe(2)
    expect(text).toMatch(/<style nonce="n0nce">:root\{--brand:#1f5a3d/)
    expect(text).not.toMatch(/ style=| on[a-z]+=/)
    expect(text).toContain('<title>Home · Smith Embroidery</title>')
  })

  it('says nothing of whose door it is where the shop is unknown', async () => {
    const text = await html(<DoorFrame children={<ErrorPage title="Not found" text="Check the address." />} />)
    expect(text).not.toContain('class="shop"')
    expect(text).not.toContain('<footer')
  })
})

describe('small parts', () => {
  it('keep quiet when there is nothing to say', async () => {
    expect(await html(<Count of={0} label="to pay" />)).toBe('')
    expect(await html(<Pager page={1} pages={1} hrefOf={() => '#'} />)).toBe('')
  })

  it('name a section by its heading', async () => {
    expect(await html(<Block id="due" title="To pay" children="x" />)).toMatch(
      /aria-labelledby="due-title".*id="due-title">To pay/,
    )
  })

  it('let a card of the board move without script, by a form that says where it stands', async () => {
    const move = {
      action: '/jobs/1/status',
      name: 'status',
      value: 'b',
      options: [
        { value: 'a', label: 'Art' },
        { value: 'b', label: 'Bay' },
      ],
      label: 'Move to',
      button: 'Move',
      hidden: { version: '3' },
    }
    const text = await html(
      <BoardColumn value="b" title="Bay" count={1} empty="Nothing here">
        <Card id="job_1" title="Brakes" href="/jobs/1" ring={40} status="Wed, Apr 15" move={move} />
      </BoardColumn>,
    )
    expect(text).toContain('<form method="post" action="/jobs/1/status"')
    expect(text).toMatch(/<option value="b" selected="">Bay/)
    expect(text).toContain('<input type="hidden" name="version" value="3"/>')
  })
})

const words: LinesWords = {
  description: 'Description',
  quantity: 'Qty',
  unitPrice: 'Each',
  discount: 'Off, %',
  tax: 'Tax, %',
  line: (number) => `Line ${number}`,
  total: 'Total',
  add: 'Add a line',
  remove: 'Remove this line',
  subtotal: 'Subtotal',
  discountTotal: 'Discount',
  taxTotal: 'Tax',
  grandTotal: 'Total',
}
