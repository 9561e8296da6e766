import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { refusal } from './refusal.ts'

/** What was read of a file, known once its last byte was: the size and hash of the file as it lies on the disk, still packed. */
export interface Seal {
  readonly bytes: number
  /** SHA-256 of the file's bytes, lower-case hexadecimal. */
  readonly sha256: string
}

/** The unpacked bytes of a file, once, in order, and the seal after the last of them. */
export interface ByteSource {
  readonly file: string
  readonly chunks: AsyncIterable<Buffer>
  /** Only after `chunks` has ended. */
  readonly seal: () => Seal
}

const CHUNK_BYTES = 256 * 1024

/**
 * Reads a file piece by piece, holding one piece at a time. What begins like gzip is unpacked, whatever its name.
 *
 * @throws WireError (from `chunks`) for a file that cannot be read, is empty, or whose gzip is cut off, damaged or followed by junk
 */
export const openBytes = (path: string): ByteSource => {
  const hash = createHash('sha256')
  const state = { bytes: 0, digest: '' }
  const packed = async function* (): AsyncGenerator<Buffer> {
    for await (const piece of piecesOf(path)) {
      hash.update(piece)
      state.bytes += piece.length
      yield piece
    }
    state.digest = hash.digest('hex')
  }
  return {
    file: basename(path),
    chunks: unpacked(path, packed()),
    seal: () => ({ bytes: state.bytes, sha256: state.digest }),
  }
}

/** Pieces of a file in buffers of their own, so that a reader downstream may keep the last one. */
async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const handle = await opened(path)
  try {
    for (;;) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, null)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    await handle.close()
  }
}

const opened = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw unreadable(path, error)
  }
}

const unreadable = (path: string, error: unknown): unknown =>
  isSystemError(error)
    ? refusal(path, {
        value: REASONS[error.code] ?? error.code,
        allowed: 'a file that can be read',
        remedy: 'check the path and its permissions; datasets are named relative to --data or EBB_DATA',
      })
    : error

const isSystemError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'permission denied',
  ENOTDIR: 'a path through a file',
  ENAMETOOLONG: 'a name that is too long',
}

/** Whoever walks through the bytes may stop early: the file is closed all the same. */
async function* unpacked(path: string, packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    const first = await packed.next()
    if (first.done === true)
      throw refusal(path, { value: '0 bytes', allowed: 'a file with rows', remedy: 'fetch the file again' })
    const whole = joined(first.value, packed)
    if (first.value[0] === 0x1f && first.value[1] === 0x8b) yield* gunzipped(path, whole)
    else yield* whole
  } finally {
    await packed.return(undefined)
  }
}

async function* joined(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

async function* gunzipped(path: string, packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  const source = Readable.from(packed, { objectMode: false })
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  try {
    for await (const chunk of gunzip) if (Buffer.isBuffer(chunk)) yield chunk
  } catch (error) {
    throw damaged(path, error)
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

const damaged = (path: string, error: unknown): unknown => {
  if (!isSystemError(error) || !error.code.startsWith('Z_')) return error
  const cut = error.code === 'Z_BUF_ERROR'
  return refusal(path, {
    value: cut ? 'a gzip file that ends too early' : `damaged gzip: ${error.message}`,
    allowed: 'a whole gzip file, or plain text',
    remedy: 'fetch the file again and compare its size and hash with the source',
  })
}
