import { jsonSchema, schemaNames } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { ArgumentError } from '../failure.ts'
import { suggestion } from '../nearest.ts'
import { withOutput, type SharedOptions } from '../options.ts'
import { jsonText, present } from '../output.ts'

/** `ebb schema [NAME]`: the names of all documents, or the JSON Schema of one. */
export const addSchema = ({ program, io }: Context): void => {
  withOutput(program.command('schema'))
    .description('print the JSON Schema of a document, or list the documents')
    .argument('[name]', 'document, such as policy, scenario or account')
    .action((name: string | undefined, options: SharedOptions) => {
      if (name === undefined)
        return present(io, options, { json: schemaNames, text: () => `${schemaNames.join('\n')}\n` })
      const schema = jsonSchema(name)
      if (schema === null) throw new ArgumentError('name', name, 'a document', suggestion(name, schemaNames))
      present(io, options, { json: schema, text: () => jsonText(schema) })
    })
}
