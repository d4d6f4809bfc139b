// Takes the gateway's places, so that it is full. Run: occupy.ts sessions|calls URL AGENT, with NODE_EXTRA_CA_CERTS.
import { createWrtcCaller } from '../../fakes/wrtc-caller'
import { HELLO, openSocket } from '../../gateway/signaling-client'

const [what = '', url = '', agent = ''] = process.argv.slice(2)

const client = await openSocket(url)
client.send(HELLO)
await client.next('welcome')
if (what === 'calls') {
  const caller = createWrtcCaller()
  const call = { callId: 'occupied', attempt: 1 }
  client.send({ type: 'call.start', ...call, agent, sdp: await caller.offer() })
  caller.onCandidate(candidate => client.send({ type: 'attempt.candidate', ...call, candidate }))
  await caller.accept((await client.next('attempt.answer')).sdp)
}
console.log(`the gateway's ${what} are taken`)
// Kept until the world ends, asking now and then so that nobody takes it for dead.
setInterval(() => client.send({ type: 'ping', id: 1 }), 2000)
