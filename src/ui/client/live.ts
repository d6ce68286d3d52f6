import { Idiomorph } from 'idiomorph'
import { isHeld, isMoving, keepsAttribute } from './held.ts'

/** Milliseconds. Many pages hear of one change, so each waits a little, by chance. */
const jitter = 250
const pauses = { first: 1_000, longest: 60_000 } as const
/** So often a socket is refused before the page believes it: it may be signed out. */
const mostRefusals = 6

let address = document.body.dataset['live']
let socket: WebSocket | undefined
let refusals = 0
let waiting: ReturnType<typeof setTimeout> | undefined
/** Something changed while nobody looked. */
let isStale = false

if (address) {
  connect(address)
  // A socket would keep the page out of the browser's memory of pages.
  addEventListener('pagehide', () => drop())
  addEventListener('pageshow', (event) => event.persisted && reconnect())
  addEventListener('online', reconnect)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') return
    if (socket === undefined) reconnect()
    if (isStale) look()
  })
}

function connect(to: string): void {
  const url = new URL(to, location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  const mine = new WebSocket(url)
  socket = mine
  mine.addEventListener('open', () => {
    // What changed between the page and its socket, or while there was none.
    if (refusals > 0) look()
    refusals = 0
  })
  mine.addEventListener('message', () => look())
  mine.addEventListener('close', () => {
    if (socket !== mine) return
    socket = undefined
    refusals += 1
    if (refusals <= mostRefusals) setTimeout(reconnect, pauseAfter(refusals))
  })
}

function reconnect(): void {
  if (socket || !address || document.visibilityState === 'hidden') return
  connect(address)
}

function drop(): void {
  const mine = socket
  socket = undefined
  mine?.close()
}

const pauseAfter = (tries: number) => Math.min(pauses.longest, pauses.first * 2 ** (tries - 1)) * (0.5 + Math.random())

/** Looks again soon, once for whatever changes until then; when nobody looks, as soon as somebody does. */
function look(): void {
  isStale = document.visibilityState === 'hidden'
  if (isStale || waiting !== undefined) return
  waiting = setTimeout(() => {
    waiting = undefined
    void refresh()
  }, Math.random() * jitter)
}

/** Fetches the page as it is now and takes over what differs; what its reader holds in their hands stays. */
async function refresh(): Promise<void> {
  if (isMoving()) return look()
  const url = new URL(location.href)
  // What was done was said when it was done.
  url.searchParams.delete('did')
  const response = await fetch(url, { headers: { accept: 'text/html' } }).catch(() => undefined)
  if (!response?.ok || response.redirected) return
  // Its style carries another nonce than this page's policy knows.
  const text = (await response.text()).replace(/<style.*?<\/style>/s, '')
  const now = new DOMParser().parseFromString(text, 'text/html')
  document.title = now.title
  // From here on the page knows more.
  address = now.body.dataset['live'] ?? address
  for (const part of ['main', 'nav.tabs', 'nav.side']) {
    const [old, fresh] = [document.querySelector(part), now.querySelector(part)]
    if (old && fresh) Idiomorph.morph(old, fresh, { ignoreActiveValue: true, callbacks })
  }
  document.dispatchEvent(new CustomEvent('morphed'))
}

const callbacks = {
  beforeNodeMorphed: (node: Element) => !isHeld(node),
  beforeNodeRemoved: (node: Element) => !isHeld(node),
  beforeAttributeUpdated: (name: string, element: Element) => !keepsAttribute(name, element),
}
