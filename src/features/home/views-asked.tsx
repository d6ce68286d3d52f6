import { addressOf } from '#features/approvals/addresses.ts'
import { answerByText } from '#features/approvals/answer-by.ts'
import { titleText } from '#features/approvals/left-words.ts'
import type { AskedOfCustomer } from '#features/approvals/waiting-queries.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { Block } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { homeWords } from './words.ts'

export interface AskedProps {
  readonly base: string
  readonly shop: Pick<Profile, 'locale' | 'timeZone' | 'currency'>
  readonly now: number
  readonly seesPrices: boolean
}

/** What this reader is to say yes or no to. */
export const AskedRow = ({ request, isFirst, ...props }: AskedProps & { request: AskedOfCustomer; isFirst: boolean }) => {
  const words = homeWords.asked[request.kind]
  const address = addressOf(props.base, request)
  return (
    <Row
      title={words.title(request.title)}
      href={address}
      detail={detailOf(request, props)}
      action={
        <LinkButton href={address} primary={isFirst} label={`${words.look}: ${titleText(request.title)}`}>
          {words.look}
        </LinkButton>
      }
    />
  )
}

/** The same for a reader whose colleague answers: to look at, with nothing to press. */
export const AskedOfOthers = ({ asked, ...props }: AskedProps & { asked: readonly AskedOfCustomer[] }) => (
  <Block id="others" title={homeWords.others}>
    <p class="quiet">{homeWords.othersText}</p>
    <Rows>
      {asked.map((request) => (
        <Row title={titleText(request.title)} href={addressOf(props.base, request)} detail={detailOf(request, props)} />
      ))}
    </Rows>
  </Block>
)

function detailOf(request: AskedOfCustomer, { shop, now, seesPrices }: AskedProps): string {
  const { kind, openParts, parts, totalMinor, currency, edition } = request
  const money = seesPrices && totalMinor !== null && formatMoney(totalMinor, currency ?? shop.currency, shop.locale)
  return [homeWords.asked[kind].what({ openParts, parts, edition, money: money || undefined }), answerByText(request, shop, now)]
    .filter(Boolean)
    .join(' ')
}
