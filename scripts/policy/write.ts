// `npm run policy:write`: everything that is made from the policy's schema, put into its place.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { POLICY_FILES } from './files'

for (const [path, make] of Object.entries(POLICY_FILES)) {
  const file = join(import.meta.dirname, '../..', path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, make())
  console.log(path)
}
