// Whether anybody may see the window, for whatever moves by itself. Main tells; the page cannot know.
import { createContext, useContext } from 'react'

export const Visible = createContext(true)
export const useVisible = (): boolean => useContext(Visible)
