// What the person thinks of the call: one to five stars by pointer or arrow keys, and a note. Asked once, and never in the way.
import { useState } from 'react'
import { NOTE_CHARS_MAX } from '../../../protocol/plain'
import { words } from '../../copy'
import { Button } from '../../ui'
import type { AppActions } from '../props'

const { rating: text } = words

type Told = Awaited<ReturnType<AppActions['words']['rate']>>

const thanks = ({ isKept, isSent }: Told): string => {
  if (isKept && isSent) return text.keptAndSent
  if (isKept) return text.kept
  return isSent ? text.sent : text.nowhere
}

export function RatingForm({ onRate }: { onRate: AppActions['words']['rate'] }) {
  const [stars, setStars] = useState(0)
  const [note, setNote] = useState('')
  const [told, setTold] = useState<Told | null>(null)
  const send = () => {
    if (stars > 0) onRate({ stars, note }).then(setTold, () => setTold({ isKept: false, isSent: false }))
  }
  return (
    <form
      className="rating"
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <fieldset disabled={told !== null}>
        <legend>{text.title}</legend>
        <span className="stars">
          {text.stars.map((label, at) => (
            <label key={label} data-on={at < stars}>
              <input
                type="radio"
                name="stars"
                aria-label={label}
                checked={stars === at + 1}
                onChange={() => setStars(at + 1)}
              />
              <span aria-hidden="true">★</span>
            </label>
          ))}
        </span>
        {stars > 0 && told === null && (
          <>
            <input
              type="text"
              aria-label={text.note}
              placeholder={text.note}
              maxLength={NOTE_CHARS_MAX}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
            <Button size="sm" type="submit" hint="Enter">
              {text.send}
            </Button>
          </>
        )}
      </fieldset>
      <p role="status">{told === null ? '' : thanks(told)}</p>
    </form>
  )
}
