// Whether the microphone hears the agent and nobody else: seconds in which both sound, against seconds in which both are silent. Pure.

/** -40 dBFS over a second, as energy (webrtc-stats, `totalAudioEnergy`): clearly a voice. */
const SOUND = 1e-4

export interface Echo {
  readonly agent: boolean
  /** Seconds in which both sounded, and in which neither did, with none between in which one sounded alone. */
  readonly both: number
  readonly neither: number
}
export const NO_ECHO: Echo = { agent: false, both: 0, neither: 0 }

/** People answer: that somebody is silent through four pauses and speaks through six seconds of the agent's is no talk. */
const BOTH_S = 6
const NEITHER_S = 4

/** One reading more. A second in which the agent begins or ends counts for nothing: the way through the room takes time. */
export function listen(before: Echo, agentEnergy: number, microphoneEnergy: number, seconds: number): Echo {
  const [agent, microphone] = [agentEnergy > SOUND * seconds, microphoneEnergy > SOUND * seconds]
  if (agent !== before.agent) return { ...before, agent }
  if (agent !== microphone) return { ...NO_ECHO, agent }
  return {
    agent,
    both: before.both + (agent ? seconds : 0),
    neither: before.neither + (agent ? 0 : seconds),
  }
}

export const isEcho = ({ both, neither }: Echo): boolean => both >= BOTH_S && neither >= NEITHER_S
