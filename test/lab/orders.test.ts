// A child that takes orders, as a real process.
import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { takeOrders } from './callers/orders'

const start = (program: string, heard: (line: string) => void = () => undefined) =>
  takeOrders(spawn(process.execPath, ['-e', program], { stdio: 'pipe' }), heard)

const ECHO = `require('node:readline').createInterface({ input: process.stdin })
  .on('line', line => { console.error('active'); console.log(line) })`

describe('a child that takes orders', () => {
  it('answers one after the other, is heard meanwhile, and ends with its input', async () => {
    const lines: string[] = []
    const child = start(ECHO, line => lines.push(line))
    expect(await child.ask({ n: 1 }, 5000)).toEqual({ n: 1 })
    expect(await child.ask({ n: 2 }, 5000)).toEqual({ n: 2 })
    await child.close()
    expect(lines).toEqual(['active', 'active'])
  })

  it('that dies says why', async () => {
    const child = start(`process.stdin.once('data', () => { throw new TypeError('no such agent') })`)
    await expect(child.ask({}, 5000)).rejects.toThrow('no such agent')
  })

  it('that says nothing is ended after its time', async () => {
    const child = start(`process.stdin.on('data', () => undefined)`)
    await expect(child.ask({}, 200)).rejects.toThrow('ended without an answer')
  })
})
