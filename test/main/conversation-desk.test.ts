// The words of a call as main holds them: each line once, messages taken or lost, captions only where they may be shown.
import { describe, expect, test } from 'vitest'
import { createConversationDesk } from '../../main/conversation-desk'
import { conversationFactSchema, LINES_MAX, type Line } from '../../protocol/conversation'

const callId = 'call-0001'

function house(over: { captions?: boolean; carried?: boolean } = {}) {
  const told: Line[] = []
  const sent: string[] = []
  const desk = createConversationDesk({
    mayShowCaptions: () => over.captions ?? true,
    tell: fact => told.push(conversationFactSchema.parse(fact).line),
    send: ({ id }) => {
      sent.push(id)
      return over.carried ?? true
    },
    keepRating: async () => true,
    sendRating: () => false,
  })
  const window = null as never
  const type = (id: string) => desk.requests.sendMessage({ callId, id, text: 'hello', atMs: 5 }, window)
  const states = () => desk.lines(callId).flatMap(line => (line.kind === 'message' ? [line.state] : []))
  return { desk, told, sent, type, states, window }
}

const caption = (id: number, text: string, isFinal = false): Line => ({
  kind: 'caption', id, who: 'agent', text, isFinal, atMs: 0,
}) // biome-ignore format: one value

describe('a conversation', () => {
  test('has each caption once, as it was told last', () => {
    const { desk, told } = house()
    for (const text of ['a', 'a b', 'a b c']) desk.said(callId, caption(1, text) as never)
    desk.said(callId, caption(2, 'd', true) as never)
    expect(desk.lines(callId).map(line => line.kind === 'caption' && line.text)).toEqual(['a b c', 'd'])
    expect(told).toHaveLength(4)
  })

  test('a message is on its way until it is taken, and lost when the call ends first', () => {
    const { desk, type, states, sent } = house()
    type('message-0001')
    type('message-0002')
    expect([sent, states()]).toEqual([
      ['message-0001', 'message-0002'],
      ['sent', 'sent'],
    ])
    desk.said(callId, { kind: 'taken', id: 'message-0001' })
    desk.happened({ type: 'backend.ended', callId, reason: 'agent' })
    expect(states()).toEqual(['taken', 'lost'])
    // A receipt that comes late is the truth all the same.
    desk.said(callId, { kind: 'taken', id: 'message-0002' })
    expect(states()).toEqual(['taken', 'taken'])
  })

  test('a message that nobody carries is lost at once; one that was never typed is not taken', () => {
    const { desk, type, states } = house({ carried: false })
    desk.said(callId, { kind: 'taken', id: 'message-0009' })
    type('message-0001')
    expect(states()).toEqual(['lost'])
  })

  test('captions that may not be shown are not there at all, and what is written is', () => {
    const { desk } = house({ captions: false })
    desk.said(callId, caption(1, 'a', true) as never)
    desk.said(callId, { kind: 'reply', id: 1, text: 'b', atMs: 0 })
    expect(desk.lines(callId).map(({ kind }) => kind)).toEqual(['reply'])
  })

  test('is bounded: the newest lines of the newest calls', async () => {
    const { desk, window } = house()
    for (let n = 1; n <= LINES_MAX + 50; n++) desk.said(callId, caption(n, `${n}`, true) as never)
    const lines = await desk.requests.recallConversation({ callId }, window)
    expect([lines?.length, lines?.[0]?.id, lines?.at(-1)?.id]).toEqual([LINES_MAX, 51, LINES_MAX + 50])
    for (let n = 2; n < 7; n++) desk.said(`call-000${n}`, { kind: 'reply', id: 1, text: 'x', atMs: 0 })
    expect(desk.lines(callId)).toEqual([])
    expect(desk.lines('call-0006')).toHaveLength(1)
  })
})
