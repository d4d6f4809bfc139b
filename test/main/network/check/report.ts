// One network report with everything in it that a writer could stumble over.
import type { KitRow, NetworkReport } from '../../../../protocol/network-report'

export const row = (change: Partial<KitRow> = {}): KitRow => ({
  host: 'gateway.example',
  port: 443,
  protocol: 'WSS',
  observed: 'open',
  request: null,
  need: 'required',
  ...change,
})

export const REPORT: NetworkReport = {
  version: 1,
  startedAt: '2026-11-24T10:00:00.000Z',
  tookMs: 4_321,
  gateway: 'gateway.example',
  verdict: 'limited',
  carries: ['relay-tls'],
  proxy: { decision: 'PROXY proxy.example:8080', auth: 'digest' },
  checks: [
    { id: 'proxy', status: 'ok', ms: null, evidence: 'PROXY proxy.example:8080', failure: null, code: null },
    {
      id: 'stun',
      status: 'blocked',
      ms: null,
      evidence: '<script>alert("x")</script> & more',
      failure: 'relay_udp_blocked',
      code: 'VD-R05',
    },
    { id: 'idle', status: 'skipped', ms: null, evidence: 'not seen', failure: null, code: null },
  ],
  regions: [{ region: 'eu', udpMs: null, tcpMs: 120, tlsMs: 131 }],
  kit: [
    row(),
    row({
      host: 'relay.example',
      protocol: 'TURN/UDP',
      port: 3478,
      observed: 'silent',
      request: 'allow',
      need: 'better',
    }),
    row({ host: 'relay.example', protocol: 'TURNS/TCP', observed: 'unauthorised', request: 'bypass proxy' }),
    row({ host: 'box.example', observed: 'inspected', request: 'exempt from inspection' }),
    row({ host: 'lost.example', observed: 'unresolved', request: 'resolve' }),
  ],
}
