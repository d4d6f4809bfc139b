import { expect, it } from 'vitest'
import { chooseTransport } from '../../../main/signaling/choose-transport'

it.each([
  ['ws://127.0.0.1:4000/', 'present', 'socket'],
  ['ws://localhost:4000/', 'absent', 'socket'],
  ['ws://[::1]:4000/path', 'present', 'socket'],
  ['wss://agents.example.com/v', 'present', 'net-web-socket'],
  ['wss://agents.example.com/v', 'absent', 'event-stream'],
  // TLS means certificates, and those are judged by the operating system's store, on this computer too.
  ['wss://localhost:8443/', 'absent', 'event-stream'],
  ['ws://agents.example.com/', 'present', 'none'],
  ['ws://127.0.0.1.example.com/', 'present', 'none'],
  ['ws://127.0.0.1@example.com/', 'present', 'none'],
  ['ws://localhost.example.com/', 'present', 'none'],
  ['http://127.0.0.1/', 'present', 'none'],
  ['file:///etc/passwd', 'present', 'none'],
  ['not an address', 'present', 'none'],
] as const)('%s with net.WebSocket %s goes by %s', (address, netWebSocket, kind) => {
  expect(chooseTransport(address, { netWebSocket })).toBe(kind)
})
