// Starts a gateway on loopback with everything small, for tests.
import { NO_TURN } from '../../gateway/credentials/turn-rest'
import { type Gateway, type GatewayConfig, startGateway, TEST_AGENT } from '../../gateway/gateway'
import { DEFAULT_LIMITS, type Limits } from '../../gateway/limits'

export interface Started extends Pick<Gateway, 'drain' | 'tell'> {
  readonly port: number
  readonly ws: string
  readonly http: string
  readonly lines: string[]
  close(): Promise<void>
}

export async function start(
  change: Partial<Omit<GatewayConfig, 'limits'>> & { limits?: Partial<Limits> } = {},
): Promise<Started> {
  const lines: string[] = []
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    tls: null,
    access: { token: null, guard: 'open' },
    reach: { kind: 'loopback' },
    turn: NO_TURN,
    agents: [TEST_AGENT],
    recordings: null,
    version: '0.0.0',
    log: (_level, line) => lines.push(line),
    ...change,
    limits: { ...DEFAULT_LIMITS, ...change.limits },
  })
  return {
    port: gateway.port,
    ws: `ws://127.0.0.1:${gateway.port}/`,
    http: `http://127.0.0.1:${gateway.port}/`,
    lines,
    drain: gateway.drain,
    tell: gateway.tell,
    close: () => gateway.close(),
  }
}
