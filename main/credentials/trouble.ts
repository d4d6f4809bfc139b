// Reads a keyring's error: the three systems have only sentences for it. Pure.
// Must not know who asked for what.
import type { KeyringResult, Trouble } from './messages'

/**
 * A keyring service without any keyring in it (`Object does not exist`) is none either: there is nothing to protect from
 * being overwritten.
 *
 * First match decides. Sentences of libsecret and D-Bus, of macOS Security.framework, of Windows.
 */
const SENTENCES: readonly (readonly [RegExp, Trouble])[] = [
  // A service that was there a moment ago (D-Bus names its connection, ":1.7") has been killed or is being restarted. Not absent,
  // or what is in that keyring would be written past.
  [/The name :\d/i, 'broken'],
  [
    /autolaunch D-Bus|org\.freedesktop\.secrets|not provided by any|ServiceUnknown|Could not connect|Connection refused|Object does not exist at path/i,
    'absent',
  ],
  [/locked|User interaction is not allowed|interaction with the Security Server/i, 'locked'],
  [/dismissed|cancell?ed|denied|passphrase you entered|not authori[sz]ed/i, 'denied'],
]

/** Names what a keyring threw. */
export function troubleOf(error: unknown): KeyringResult {
  const message = error instanceof Error ? error.message : String(error)
  const found = SENTENCES.find(([pattern]) => pattern.test(message))
  return { state: found?.[1] ?? 'broken', detail: message.split('\n', 1)[0]?.slice(0, 200) ?? '' }
}
