import '@libpdf/core'
import '@simplewebauthn/server'
import 'otpauth'
import 'stripe'
import 'worker-mailer'
import '#adapters/mail/inbound-raw.ts'
import '#features/documents/letterhead.ts'
import '#features/invoices/pdf.ts'
import '#features/receipts/pdf.ts'
import '#features/statements/pdf.ts'
import '#generated/pdf-fonts.ts'
import '#generated/pdf-letters.ts'
import { lateParts } from '#late.ts'

// Here a module comes over the test runner's own connection, which belongs to the request that asks for it: another one that waits for
// the same module would never hear of it. So the parts are read first, and kept (`late`); of the libraries above, which are kept by whoever
// asks first, at least the code is here by then. In the product modules come from the bundle.
await Promise.all(Object.values(lateParts).map((load) => load()))
