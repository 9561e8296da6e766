import { basename, join, resolve } from 'node:path'
import type { Manifest, SurfaceFit, SurfaceModel } from '@ebbline/lab'
import { WireError } from '@ebbline/wire'
import { Option } from 'commander'
import type { Context } from '../context.ts'
import { intoWholeFolder, requireFree } from '../inputs/out-folder.ts'
import { writeWhole } from '../inputs/files.ts'
import { withData, withTalk, type SharedOptions } from '../options.ts'
import { jsonText, present } from '../output.ts'
import { createProgress, type Progress } from '../progress.ts'
import { chainFile } from '../surface/chain-file.ts'
import { moment, upTo, type Moment } from '../surface/moment.ts'
import { chainText, type ToldChain } from '../surface/text.ts'

interface SurfaceOptions extends SharedOptions {
  readonly data?: string
  readonly at: Moment
  readonly coin?: string
  readonly model: SurfaceModel
}

/** A chain with everything that was fitted up to the moment, for its page. */
interface FittedChain extends ToldChain {
  readonly coin: string
  readonly known: readonly SurfaceFit[]
  readonly manifest: Manifest
}

/** `ebb surface CHAIN…`: smiles fitted to recorded option chains, by expiry, free of arbitrage, with a page. */
export const addSurface = (context: Context): void => {
  const { program, io } = context
  withData(withTalk(program.command('surface')))
    .description(
      'fit the volatility surface of recorded option chains: forwards, smiles, arbitrage, fit against quotes',
    )
    .argument('<chain...>', 'chain files, or datasets in the data folder')
    .addOption(
      new Option('--at <time>', 'which snapshot: last, all, or the last one by a time in UTC')
        .argParser(moment)
        .default({ kind: 'last' } as const, 'last'),
    )
    .option('--coin <coin>', 'which coin, where a file holds several')
    .addOption(new Option('--model <model>', 'what is fitted').choices(['svi', 'ssvi', 'essvi']).default('svi'))
    .option('--out <folder>', 'keep a page for each chain and surface.json in this folder')
    .action(async (chains: readonly string[], options: SurfaceOptions) => {
      const files = chains.map((chain) => chainFile(chain, options.data, io))
      if (options.out !== undefined) requireFree(resolve(io.cwd, options.out), OUR_FILES)
      const progress = createProgress(io, options.quiet === true)
      try {
        const fitted: FittedChain[] = []
        for (const file of files) fitted.push(await fitFile(file, options, context, progress))
        progress.end()
        const json = { schema: 'ebbline.surface/1', chains: fitted.map(jsonOf) }
        const pages = options.out === undefined ? [] : await keep(resolve(io.cwd, options.out), fitted, json)
        present(io, options.json === undefined ? {} : { json: options.json }, {
          json,
          text: () =>
            [
              ...fitted.map((one) => chainText(one, io.columns, io.colour)),
              ...pages.map((page) => `Read on in ${join(options.out ?? '', page)}\n`),
            ].join('\n'),
        })
      } finally {
        progress.end()
      }
    })
}

const OUR_FILES = ['surface.json'] as const

const fitFile = async (
  path: string,
  { at, coin, model }: SurfaceOptions,
  { io }: Context,
  progress: Progress,
): Promise<FittedChain> => {
  const { fitChain, readOptionChain, summarise, surfaceMoves } = await import('@ebbline/lab')
  const reading = readOptionChain(path, coin === undefined ? {} : { symbol: coin })
  const { data, manifest } = await reading.catch(underFlag)
  const label = basename(path)
  const known = fitChain(
    { ...data, snapshots: upTo(data, at) },
    { model, now: io.now, onSnapshot: (done, total) => progress.step({ label, done, total }) },
  )
  const fits = at.kind === 'all' ? known : known.slice(-1)
  return { file: label, coin: data.coin, fits, known, manifest, summary: summarise(fits), moves: surfaceMoves(fits) }
}

/** A refusal of the symbol under the flag by which a user names it. */
const underFlag = (error: unknown): never => {
  if (!(error instanceof WireError)) throw error
  const problems = error.problems.map((one) => (one.field === 'symbol' ? { ...one, field: '--coin' } : one))
  throw new WireError(error.file, problems)
}

/** Quotes stay in the chain; what was made of them is told. */
const jsonOf = ({ file, manifest, coin, fits, summary, moves }: FittedChain): unknown => ({
  file,
  sha256: manifest.sha256,
  coin,
  summary,
  moves,
  surfaces: fits.map(({ expiries, ...fit }) => ({
    ...fit,
    expiries: expiries.map(({ smile, ...expiry }) => ({ ...expiry, smile: smile.counts })),
  })),
})

/** Writes a page a chain, named by coin, and the JSON. @returns the names of the pages */
const keep = async (folder: string, fitted: readonly FittedChain[], json: unknown): Promise<readonly string[]> => {
  const { surfacePage } = await import('@ebbline/lab')
  return intoWholeFolder(folder, (place) => {
    const names = fitted.map(({ coin }, index) => {
      const before = fitted.slice(0, index).filter((one) => one.coin === coin).length
      return `${coin.toLowerCase()}${before === 0 ? '' : `-${before + 1}`}.html`
    })
    for (const [index, { known, manifest }] of fitted.entries()) {
      const page = surfacePage({ fits: known, manifest })
      if (page !== null) writeWhole(join(place, names[index] ?? ''), page)
    }
    writeWhole(join(place, 'surface.json'), jsonText(json))
    return Promise.resolve(names)
  })
}
