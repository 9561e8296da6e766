import { openBytes, type Seal } from './bytes.ts'
import { refusal } from './refusal.ts'

/** Largest JSON document that is read, unpacked: a document is held as a whole, unlike tables. */
export const JSON_BYTES_MAX: number = 32 * 1024 * 1024

/** A JSON document, its file and its seal. */
export interface JsonDocument {
  readonly path: string
  readonly file: string
  readonly value: unknown
  readonly seal: Seal
}

/** Reads a JSON document, packed or plain. @throws WireError for what cannot be read, is larger than 32 MiB, or is no JSON */
export const readWholeJson = async (path: string): Promise<JsonDocument> => {
  const source = openBytes(path)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of source.chunks) {
    bytes += chunk.length
    if (bytes > JSON_BYTES_MAX) throw tooLarge(path)
    chunks.push(chunk)
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return { path, file: source.file, value: JSON.parse(text) as unknown, seal: source.seal() }
  } catch (error) {
    throw refusal(path, {
      value: error instanceof Error ? error.message : 'no JSON',
      allowed: 'one JSON document in UTF-8',
      remedy: 'fetch the file again, or write it with JSON.stringify',
    })
  }
}

const tooLarge = (path: string): Error =>
  refusal(path, {
    value: `more than ${JSON_BYTES_MAX} bytes of JSON`,
    allowed: `at most ${JSON_BYTES_MAX} bytes, unpacked`,
    remedy: 'write a table of rows instead, which is read piece by piece, or split the file',
  })
