// The way to the gateway, checked: each side is told as soon as it is seen.
import { type Gateway, type GatewaySeen, gatewaySeen, lookAtGateway, placeOf, within } from '../look'
import { type CheckDeps, type Found, TIMES } from './deps'
import { inspectionCheck, tlsCheck, webSocketCheck } from './door-checks'
import { authCheck, clockCheck, connectCheck, nameCheck, portalCheck, proxyCheck } from './way-checks'

export async function checkWay(gateway: Gateway, deps: CheckDeps, found: Found): Promise<GatewaySeen> {
  const { host } = placeOf(gateway.url)
  const look = lookAtGateway(gateway, deps, TIMES.wayMs)
  look.decision.then(decision => found(proxyCheck({ decision })))
  Promise.all([look.name, look.decision]).then(([name, decision]) =>
    found(nameCheck({ name, decision, host })),
  )
  look.skewMs.then(skewMs => found(clockCheck({ skewMs })))
  // The decision goes before the rest, and may take half as long.
  const bounds = { boundMs: TIMES.wayMs * 1.5, withUpgrade: false }
  const seen = await gatewaySeen(gateway, look, deps.verified, bounds)
  const nowMs = deps.nowMs()
  found(
    connectCheck(seen),
    authCheck(seen),
    portalCheck(seen),
    tlsCheck(seen, nowMs),
    inspectionCheck(seen, nowMs),
  )
  const isThere = seen.asked.kind === 'answered'
  const upgrade = isThere ? await within(look.upgrade(), TIMES.wayMs, null) : null
  found(webSocketCheck(upgrade))
  return { ...seen, upgrade }
}
