// The component library's door to the workshop.
export type { ToPainter } from './voice/painter/messages'
export { createStudio } from './voice/painter/studio'
