import { LinkButton } from './buttons.tsx'

/** In the place of what moves money, for a member of staff who has not set up how they confirm that it is them. */
export const FactorFirst = ({ href }: { href: string }) => (
  <>
    <p>
      First set up how you confirm that it is you, with a passkey or an authenticator app. It takes two minutes, and then you go
      on here.
    </p>
    <p class="ends">
      <LinkButton primary href={href}>
        Set it up
      </LinkButton>
    </p>
  </>
)
