import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { receiptWords as words } from './words.ts'

/** Erases the personal data of one record, once it was meant. */
export const EraseRecord = ({ action }: { action: string }) => (
  <div class="gap no-paper">
    <SheetButton for="erase" class="btn plain danger">
      {words.erase.record}
    </SheetButton>
    <EraseSheet title={words.erase.recordTitle} text={words.erase.recordText} action={action} />
  </div>
)

/** The same for everything that records hold of one contact. */
export const EraseContact = ({ name, action }: { name: string; action: string }) => (
  <Block title={words.erase.title}>
    <p class="quiet">{words.erase.about}</p>
    <p class="gap">
      <SheetButton for="erase" class="btn plain danger">
        {words.erase.contact}
      </SheetButton>
    </p>
    <EraseSheet title={words.erase.contactTitle(name)} text={words.erase.contactText} action={action} />
  </Block>
)

const EraseSheet = ({ title, text, action }: { title: string; text: string; action: string }) => (
  <Sheet id="erase" title={title}>
    <p class="quiet">{text}</p>
    <form method="post" action={action}>
      <CommandField />
      <div class="ends apart">
        <SheetButton for="erase" class="btn plain" action="hide">
          {words.erase.keep}
        </SheetButton>
        <SubmitButton danger>{words.erase.do}</SubmitButton>
      </div>
    </form>
  </Sheet>
)
