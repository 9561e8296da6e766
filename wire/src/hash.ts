import { encodeCanonical } from './canonical.ts'

/**
 * SHA-256 of a text's UTF-8 bytes, or of bytes, as 64 lower-case hex digits. It is handed in by the shell that has one, so that this
 * package runs in the browser as well: Node shells give `createHash('sha256').update(text).digest('hex')`.
 */
export type Sha256 = (data: string | Uint8Array) => string

/** The link before the first line of a journal: 64 zeros. */
export const CHAIN_START: string = '0'.repeat(64)

/** Next link of a journal's chain: SHA-256 of the link before, a line feed, and the line without its own. */
export const hashChain = (sha256: Sha256, previous: string, line: string): string => sha256(`${previous}\n${line}`)

/** Hash of a state: SHA-256 of its canonical encoding. @throws WireError for a state that is not plain data. */
export const stateHash = (sha256: Sha256, state: unknown): string => sha256(encodeCanonical(state))
