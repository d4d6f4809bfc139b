// Where an organisation wants the line to be called fair and poor, where that is not the app's own table.
import { z } from 'zod'
import { key, section } from './key'

const inOrder = 'fair comes before poor'
/** A figure that is worse the higher it is: fair above the one, poor above the other. */
const rising = (max: number) =>
  z
    .strictObject({ fair: z.number().positive().max(max), poor: z.number().positive().max(max) })
    .refine(({ fair, poor }) => fair < poor, inOrder)
    .optional()
const opinion = z.number().min(1).max(4.5)
const mos = z
  .strictObject({ fair: opinion, poor: opinion })
  .refine(({ fair, poor }) => poor < fair, inOrder)
  .optional()
const answer = z.number().min(100).max(30_000)
/** The agent's answer: a good one takes no longer than `aim`, a late one longer than `budget`. */
const response = z
  .strictObject({ aim: answer, budget: answer })
  .refine(({ aim, budget }) => aim < budget, 'the aim comes before the budget')
  .optional()

const said = (title: string, unit: string, example: unknown) => ({
  title,
  description: `${unit} A figure is given whole or not at all; without it Viaduct's own limits hold.`,
  example,
})

/** A figure is given whole or not at all (renderer/health/thresholds.ts has the app's own). */
export const thresholdsSchema = section('Where a line is fair and poor', {
  mos: key(mos, said('Quality (MOS)', 'Fair below the one, poor below the other, from 1 to 4.5.', { fair: 4, poor: 3.5 })),
  rttMs: key(rising(10_000), said('Round trip', 'Fair above the one, poor above the other, in ms.', { fair: 150, poor: 300 })),
  jitterMs: key(rising(2_000), said('Jitter', 'Fair above the one, poor above the other, in ms.', { fair: 20, poor: 50 })),
  lossPct: key(rising(100), said('Loss', 'Fair above the one, poor above the other, in percent.', { fair: 1, poor: 3 })),
  concealedPct: key(rising(100), said('Concealed sound', 'Fair above the one, poor above the other, in percent.', { fair: 1, poor: 3 })),
  responseMs: key(response, said('Agent response', 'Good up to the aim, late beyond the budget, in ms.', { aim: 600, budget: 1_200 })),
}) // biome-ignore format: a table
