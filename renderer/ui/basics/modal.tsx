// A question that has to be answered first: the platform's own modal dialog, which keeps the focus inside and the rest inert.
// Owns the frame and Escape; knows no question.
import { type ReactNode, useEffect, useId, useRef } from 'react'

interface ModalProps {
  readonly title: string
  readonly children: ReactNode
  /** Escape. */
  readonly onCancel: () => void
}

export function Modal({ title, children, onCancel }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={titleId}
      onCancel={event => {
        // It closes when its question is gone, not before.
        event.preventDefault()
        onCancel()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  )
}
