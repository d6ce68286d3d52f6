/** What one mail says, in words ready to read: amounts, days and names are formatted and in the reader's language. */
export interface MailContent {
  readonly subject: string
  readonly preheader: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly code?: string
  readonly button?: MailLink
  readonly link?: MailLink
  readonly facts?: readonly MailFact[]
  readonly lines?: readonly MailLine[]
  readonly totals?: readonly MailTotal[]
  readonly afterword?: readonly string[]
  readonly person?: { readonly name: string; readonly role?: string; readonly phone?: string }
  readonly reason: string
  /** Where its reader chooses which mails they get; stands at the foot of those they may do without. */
  readonly choose?: MailLink
}

export interface MailLink {
  readonly label: string
  readonly url: string
}
export interface MailFact {
  readonly label: string
  readonly value: string
}
export interface MailLine {
  readonly name: string
  readonly detail?: string
  readonly amount: string
}
export interface MailTotal {
  readonly label: string
  readonly amount: string
  readonly strong?: boolean
}

/** Who the mail is from, as it looks. */
export interface MailFace {
  readonly shopName: string
  readonly logoUrl?: string
  readonly address?: string
  readonly phone?: string
  readonly email?: string
  readonly locale: string
  readonly colors: MailColors
}

/** `#rrggbb` each. Ink is what the brand becomes as a link or the button's edge, by theme. */
export interface MailColors {
  readonly fill: string
  readonly onBrand: string
  readonly inkLight: string
  readonly inkDark: string
  readonly light: MailGreys
  readonly dark: MailGreys
}
export interface MailGreys {
  readonly sunk: string
  readonly lift: string
  readonly ink: string
  readonly ink2: string
  readonly line: string
}
