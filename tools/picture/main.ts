/** `npm run picture` draws the picture of the README anew, from runs of the small crash. */
import { writeFileSync } from 'node:fs'
import { PICTURE_FILE, smokeScenario } from './files.ts'
import { pictureOf } from './picture.ts'

writeFileSync(PICTURE_FILE, await pictureOf(smokeScenario()))
