import { Option, type Command } from 'commander'
import { dataFormats, isFlawed } from '@ebbline/lab'
import type { Context } from '../context.ts'
import { placeManifests, writeManifests } from '../data/manifest-file.ts'
import { survey, type Surveyed } from '../data/survey.ts'
import { surveyLines } from '../data/tell.ts'
import { EXIT, type ExitCode, type Io } from '../io.ts'
import { withOutput, withTalk, type SharedOptions } from '../options.ts'
import { jsonText, present } from '../output.ts'

interface DataOptions extends SharedOptions {
  readonly format?: string
}

/** `ebb data check PATH…` tells what data files hold, lack and cannot show; `ebb data import FILE…` keeps that beside them. */
export const addData = (context: Context): void => {
  const data = context.program.command('data').description('what recorded data holds, and what it cannot show')
  addCheck(data, context)
  addImport(data, context)
}

const addCheck = (data: Command, { io, verdict }: Context): void => {
  withFormat(withOutput(data.command('check')))
    .description('read data files to their end: rows, gaps, flaws, hash, and what such data can and cannot show')
    .argument('<path...>', 'data files, or folders of them')
    .action(async (paths: readonly string[], options: DataOptions) => {
      const results = await survey(paths, io, options)
      present(io, options, {
        json: summaryOf(results),
        text: () => textOf(surveyLines(results, io)),
      })
      verdict(told(io, results))
    })
}

const addImport = (data: Command, { io, verdict }: Context): void => {
  withFormat(withTalk(data.command('import')))
    .description('write NAME.manifest.json beside each data file, once all of them are read')
    .argument('<file...>', 'data files, or folders of them')
    .option('--out <folder>', 'write the manifests there instead')
    .action(async (paths: readonly string[], options: DataOptions) => {
      const results = await survey(paths, io, options)
      const code = told(io, results)
      verdict(code)
      if (code === EXIT.usage) return
      const placed = placeManifests(results, { cwd: io.cwd, out: options.out ?? null })
      writeManifests(placed)
      for (const { path, dataChanged } of placed)
        if (dataChanged && options.quiet !== true) io.err(`ebb: ${path}: the data changed since it was imported last\n`)
      if (options.json === true) io.out(jsonText({ ...summaryOf(results), written: placed.map((one) => one.path) }))
      else io.out(textOf([...surveyLines(results, io), '', ...placed.map((one) => `wrote ${one.path}`)]))
    })
}

const withFormat = (command: Command): Command =>
  command.addOption(
    new Option('--format <form>', 'read the files in this form, whatever their first line tells').choices(
      dataFormats.map((format) => format.name),
    ),
  )

const textOf = (lines: readonly string[]): string => (lines.length === 0 ? '' : `${lines.join('\n')}\n`)

const summaryOf = (results: readonly Surveyed[]): object => ({
  manifests: results.flatMap((one) => (one.kind === 'read' ? [{ path: one.file, ...one.manifest }] : [])),
  refused: results.flatMap((one) => (one.kind === 'refused' ? [{ path: one.file, reason: one.reason }] : [])),
  unknown: results.flatMap((one) => (one.kind === 'unknown' ? [one.file] : [])),
})

/** Says on stderr what was refused. @returns bad input before flaws before fine. */
const told = (io: Io, results: readonly Surveyed[]): ExitCode => {
  const refused = results.filter((one) => one.kind === 'refused')
  for (const { reason } of refused) for (const line of reason.split('\n')) io.err(`ebb: ${line}\n`)
  if (refused.length > 0) return EXIT.usage
  return results.some((one) => one.kind === 'read' && isFlawed(one.manifest)) ? EXIT.negative : EXIT.fine
}
