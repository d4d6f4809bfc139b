import fc from 'fast-check'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { parse } from '../../protocol/parse'

it('does not throw where zod does', () => {
  const hostile = JSON.parse('{"length":{"toString":null}}')
  expect(parse(z.string().max(3), hostile)).toMatchObject({ success: false })
  expect(parse(z.array(z.string()).max(3), hostile)).toMatchObject({ success: false })
})

it('says what zod says', () => {
  const schema = z.object({ a: z.string().max(3), b: z.array(z.number()).max(2).optional() })
  fc.assert(
    fc.property(fc.anything(), value => {
      const { success } = parse(schema, value)
      try {
        expect(success).toBe(schema.safeParse(value).success)
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
        expect(success).toBe(false)
      }
    }),
  )
})
