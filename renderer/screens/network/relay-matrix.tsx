// The relays by region and way: how long an allocation took, or that none came.
import { words } from '../../copy'
import { Dot } from '../../ui'
import type { MatrixView } from '../model/checks'

const { check: text } = words

export const RelayMatrix = ({ matrix: { heads, rows } }: { matrix: MatrixView }) => (
  <table className="matrix">
    <thead>
      <tr>
        <th scope="col">{text.region}</th>
        {heads.map(head => (
          <th key={head} scope="col">
            {head}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(({ region, isNearest, cells }) => (
        <tr key={region}>
          <th scope="row">
            {region} {isNearest && <span className="pick">{text.nearest}</span>}
          </th>
          {cells.map(({ way, value, tone }) => (
            <td key={way} className={tone === null ? 'na' : undefined}>
              <Dot tone={tone ?? 'unknown'} />
              {value}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
