// Makes a few calls to the gateway next to it, so that the call that is measured is not the one that compiles its code:
// a reference gateway runs for weeks, the lab's for seconds. Run: warm.ts URL AGENT, with NODE_EXTRA_CA_CERTS.
import { createWrtcCaller } from '../../fakes/wrtc-caller'
import { HELLO, openSocket } from '../../gateway/signaling-client'

const CALLS = 1
const CONNECT_MS = 5000
const [url = '', agent = ''] = process.argv.slice(2)

async function warmUp(n: number): Promise<void> {
  const client = await openSocket(url)
  const caller = createWrtcCaller()
  const call = { callId: `warm-up-${n}`, attempt: 1 }
  client.send(HELLO)
  await client.next('welcome')
  client.send({ type: 'call.start', ...call, agent, sdp: await caller.offer() })
  caller.onCandidate(candidate => client.send({ type: 'attempt.candidate', ...call, candidate }))
  await caller.accept((await client.next('attempt.answer')).sdp)
  await Promise.race([caller.connected(), new Promise(late => setTimeout(late, CONNECT_MS))])
  client.send({ type: 'call.end', callId: call.callId, reason: 'warm' })
  // Not closed: the process ends soon, and closing costs more than the call.
}

for (let n = 1; n <= CALLS; n += 1) await warmUp(n)
console.log('the gateway is warm')
process.exit(0)
