// Whatever a document is: a policy that fits the schema, a report that fits its own, and the value shown is the value used.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson } from '../../../main/policy/json'
import { resolvePolicy } from '../../../main/policy/resolve'
import { policySchema } from '../../../protocol/policy'
import { POLICY_KEYS, valueIn } from '../../../protocol/policy/keys'
import { policyReportSchema } from '../../../protocol/policy-report'

const RUNS = { numRuns: 300 }
const names = fc.oneof(
  fc.constantFrom(
    ...POLICY_KEYS.flatMap(({ path }) => path),
    'recommended',
    'version',
    '__proto__',
    'constructor',
  ),
  fc.string({ maxLength: 8 }),
)
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(...POLICY_KEYS.map(({ meta }) => meta.example)),
)
const group = fc.oneof(value, fc.dictionary(names, value, { maxKeys: 5 }))
const document = fc.oneof(
  fc.dictionary(names, fc.oneof(group, fc.dictionary(names, group, { maxKeys: 4 })), { maxKeys: 8 })
    .map(said => ({ ...said, version: 1 })),
  fc.jsonValue(),
) // biome-ignore format: what a document may be

test('resolves to a policy and its report, whatever the documents', () => {
  fc.assert(
    fc.property(fc.array(document, { maxLength: 3 }), documents => {
      const found = documents.map(
        (one, n) => ({ kind: 'document', where: `source ${n}`, document: one }) as const,
      )
      const { policy, report } = resolvePolicy({ from: 'organisation', found })
      expect(policySchema.safeParse(policy).success).toBe(true)
      expect(policyReportSchema.safeParse(report).success).toBe(true)
      for (const key of POLICY_KEYS) {
        const row = report.rows.find(one => one.key === key.name)
        expect(row?.value).toEqual(valueIn(policy, key))
        // A key that nobody speaks of validly has its default, and one that is set says by whom.
        expect(row?.level === 'default').toBe(row?.where === null)
      }
      expect(Reflect.get({}, 'testing')).toBeUndefined()
    }),
    RUNS,
  )
})

test('parses any bytes without throwing; what it takes is what JSON says', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array(),
        fc.json().map(text => new TextEncoder().encode(text)),
      ),
      bytes => {
        const json = parseJson(bytes)
        if ('document' in json) expect(json.document).toEqual(JSON.parse(new TextDecoder().decode(bytes)))
      },
    ),
    RUNS,
  )
})
