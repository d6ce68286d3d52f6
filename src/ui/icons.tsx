import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { recall } from '#lib/recall.ts'

const circle = (x: number, y: number, r: number) => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`

const shapes = {
  home: 'M4 11l8-7 8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z',
  box: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9',
  receipt: 'M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6',
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  pencil: 'M4 20l4-1L20 7l-3-3L5 16z',
  person: `${circle(12, 8, 4)}M4.5 20c1-4 4-6 7.5-6s6.5 2 7.5 6`,
  people: `${circle(9, 8, 3.5)}M2.5 20c.7-3.6 3-5.5 6.5-5.5s5.8 1.9 6.5 5.5M16 5a3.5 3.5 0 0 1 0 6.5M18 15c2 .8 3 2.5 3.5 5`,
  team: `${circle(12, 7, 3)}${circle(5, 10, 2)}${circle(19, 10, 2)}M6.5 20c.5-4 2.5-6 5.5-6s5 2 5.5 6M1.5 18c.3-2.3 1.5-3.5 3.5-3.5M22.5 18c-.3-2.3-1.5-3.5-3.5-3.5`,
  swap: 'M7 4L3 8l4 4M3 8h14M17 12l4 4-4 4M21 16H7',
  signOut: 'M10 4H5v16h5M15 8l4 4-4 4M9 12h10',
  plus: 'M12 5v14M5 12h14',
  phone: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  mail: 'M3 6h18v13H3zM3.5 7l8.5 6 8.5-6',
  back: 'M14.5 6l-6 6 6 6',
  forward: 'M9.5 6l6 6-6 6',
  download: 'M12 4v11M7 11l5 5 5-5M5 20h14',
  print: 'M7 8V4h10v4M6 16H4V9h16v7h-2M7 13h10v7H7z',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  warning: 'M12 4L2.5 20h19zM12 10v4.5M12 17.5v.01',
  copy: 'M8 8h11v12H8zM16 8V4H5v12h3',
  search: `M16 16l4 4${circle(11, 11, 6.5)}`,
  menu: 'M4 7h16M4 12h16M4 17h16',
  more: `${circle(5, 12, 0.8)}${circle(12, 12, 0.8)}${circle(19, 12, 0.8)}`,
  gear: `${circle(12, 12, 3)}M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M5.6 18.4l2.1-2.1M16.3 7.7l2.1-2.1`,
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4',
  truck: `M2.5 6H14v10H9.5M14 9h4l3.5 3.5V16h-2M4.5 16h-2V6${circle(7, 17, 2.2)}${circle(17.2, 17, 2.2)}M9.5 16H15`,
  card: 'M3 6h18v13H3zM3 10h18M6.5 15.5h4',
  link: 'M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7L12 17.7',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h3v3h-3zM20 14v3M17 20h3M14 20v.01',
  text: 'M4 4h16v12h-8l-4 4v-4H4zM8 8.5h8M8 11.5h5',
  eye: `M2.5 12c2.3-4.3 5.5-6.5 9.5-6.5s7.2 2.2 9.5 6.5c-2.3 4.3-5.5 6.5-9.5 6.5S4.8 16.3 2.5 12z${circle(12, 12, 3)}`,
  inbox: 'M4 13l3-8h10l3 8v6H4zM4 13h4.5l1 2.5h5l1-2.5H20',
  bolt: 'M13 3L5 14h6l-1 7 8-11h-6z',
} as const

export type IconName = keyof typeof shapes

// Icons never change and a page has many: their markup is made once.
const drawn = new Map<string, HtmlEscapedString>()
const draw = (name: IconName) =>
  raw(`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="${shapes[name]}"></path></svg>`)

export const Icon = ({ name }: { name: IconName }) => <>{recall(drawn, name, () => draw(name))}</>
