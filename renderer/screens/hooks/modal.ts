// Whether a dialog lies over the screen: it has the keyboard to itself then.

export const isUnderModal = (): boolean => document.querySelector('dialog:modal') !== null
