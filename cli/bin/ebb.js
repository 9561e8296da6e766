#!/usr/bin/env node
// Plain JavaScript, so that any Node can read it and say what it lacks.
import process from 'node:process'

if (process.features.typescript) {
  await import('../src/main.ts')
} else {
  process.stderr.write(
    `ebb needs Node 24.12 or later, which runs TypeScript files as they are; this is Node ${process.versions.node}.\n` +
      'Install a later Node, or run the pinned one inside the checkout: npm run ebb -- --help\n',
  )
  process.exitCode = 1
}
