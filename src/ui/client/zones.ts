import { clockOf, dayOf, formatInstant } from '#lib/time.ts'

const mine = Intl.DateTimeFormat().resolvedOptions().timeZone

/** Says a time of the shop's also on the reader's own clock, where that shows another one. */
function sayOnTheirClock(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-at][data-zone]')) {
    const { at = '', zone = '', locale = '', words = '' } = place.dataset
    const isSame = clockOf(+at, zone) === clockOf(+at, mine) && dayOf(+at, zone) === dayOf(+at, mine)
    place.hidden = isSame
    const text = isSame ? '' : words.replace('{when}', formatInstant(+at, { locale, zone: mine }, 'zone'))
    if (place.textContent !== text) place.textContent = text
  }
}

sayOnTheirClock()
document.addEventListener('morphed', sayOnTheirClock)
