import type { World } from '../world'
import { broken, type Outcome } from './outcome'
import type { CallOrder } from './viaduct'
export async function callWithPlain(_world: World, _order: CallOrder): Promise<Outcome> {
  return broken('not yet')
}
