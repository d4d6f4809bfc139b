// What the person has chosen for themselves on this computer: devices, how the microphone is treated, favourites, the look.
// Must not know the organisation's settings; those are protocol/policy.
import { z } from 'zod'
import { CAPTION_SIZES, NO_PREFERENCES as NO, THEMES } from './plain'

/**
 * A device as it is found again: by the browser's own id, which holds for this profile and this app, and by its label where that id is
 * another one (another USB port, a profile made anew). The label is read by nobody but the person: it never stands in a log.
 */
const deviceSchema = z.object({ id: z.string().min(1).max(200), label: z.string().max(200) })

const shape = {
  /** Null follows the system, here and below. */
  microphone: deviceSchema.nullable(),
  speaker: deviceSchema.nullable(),
  ringer: deviceSchema.nullable(),
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  autoGainControl: z.boolean(),
  /** Ids of agents, the first marked first. */
  favourites: z.array(z.string().max(64)).max(500),
  theme: z.enum(THEMES),
  captions: z.enum(CAPTION_SIZES),
}

/** What is another choice from now on; the rest stays. */
export const preferencesChangeSchema = z.object(shape).partial()

/** As it is kept. What cannot be read of it is as if it had never been chosen; the rest holds. */
export const preferencesSchema = z.object({
  microphone: shape.microphone.catch(NO.microphone),
  speaker: shape.speaker.catch(NO.speaker),
  ringer: shape.ringer.catch(NO.ringer),
  echoCancellation: shape.echoCancellation.catch(NO.echoCancellation),
  noiseSuppression: shape.noiseSuppression.catch(NO.noiseSuppression),
  autoGainControl: shape.autoGainControl.catch(NO.autoGainControl),
  favourites: shape.favourites.catch([...NO.favourites]),
  theme: shape.theme.catch(NO.theme),
  captions: shape.captions.catch(NO.captions),
})
export type Preferences = Readonly<z.infer<typeof preferencesSchema>>
