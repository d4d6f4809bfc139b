// The command line with links in it: after `--`, or after a link, nothing is a verb or a switch.
import { describe, expect, test } from 'vitest'
import { parseCommandLine } from '../../main/cli'

const read = (...words: string[]) => parseCommandLine(words, '1.2.3')
const window = (link: string | null, policyFile: string | null = null) => ({
  kind: 'window',
  policyFile,
  link,
})

describe('a link', () => {
  test.each([
    [['viaduct:desk'], window('viaduct:desk')],
    [['tel:112'], window('tel:112')],
    [['--', 'viaduct:desk'], window('viaduct:desk')],
    [['--no-sandbox', '--', 'viaduct:desk'], window('viaduct:desk')],
    [['--policy', 'trial.json', '--', 'viaduct:desk'], window('viaduct:desk', 'trial.json')],
    [['--policy', 'trial.json', 'viaduct:desk'], window('viaduct:desk', 'trial.json')],
    [['--'], window(null)],
    [[], window(null)],
  ])('in %j opens the window with it', (words, line) => expect(read(...words)).toEqual(line))

  test.each([
    [['--', 'call', 'test-agent'], 'call'],
    [['--', '--policy', 'evil.json'], '--policy'],
    [['--', '--help'], '--help'],
    [['--', 'viaduct:desk', '--policy', 'evil.json'], 'viaduct:desk'],
    [['viaduct:desk', '--policy', 'evil.json'], 'viaduct:desk'],
    [['viaduct:desk', 'call', 'test-agent'], 'viaduct:desk'],
  ])('in %j makes nothing after it a verb, a switch or a policy', (words, link) =>
    expect(read(...words)).toEqual(window(link)),
  )
})

test('the end of options of a verb is its own, and what is no link is no command', () => {
  expect(read('call', '--', 'test-agent')).toMatchObject({ kind: 'call', agentId: 'test-agent' })
  expect(read('https://evil.example/')).toMatchObject({ kind: 'wrong' })
  expect(read('dance')).toMatchObject({ kind: 'wrong' })
})
