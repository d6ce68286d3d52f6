import { nameChosen } from './chosen.ts'
import { ProofCompare } from './proof-compare.ts'
import { ProofView } from './proof-view.ts'

customElements.define('proof-view', ProofView)
customElements.define('proof-compare', ProofCompare)

document.addEventListener('change', nameChosen)
addEventListener('pageshow', nameChosen)
nameChosen()
