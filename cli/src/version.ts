import packageFile from '../package.json' with { type: 'json' }

/** Version of the command. */
export const version: string = packageFile.version
