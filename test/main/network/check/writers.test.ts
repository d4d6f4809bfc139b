// What leaves the app of a network report: the page to print, the kit, the command line's lines.
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import vm from 'node:vm'
import { describe, expect, it } from 'vitest'
import { checkProgress, checkStatus, checkSummary } from '../../../../main/command-line'
import { saveReport } from '../../../../main/network/report'
import { kitText } from '../../../../main/network/report/kit-text'
import { reportPage } from '../../../../main/network/report/page'
import { networkReportSchema } from '../../../../protocol/network-report'
import { REPORT, row } from './report'

const folder = () => mkdtempSync(join(tmpdir(), 'viaduct-report-'))

describe('the page to print', () => {
  const page = reportPage(REPORT)
  it('has every check, relay and row, and escapes what came from outside', () => {
    for (const part of [
      'VD-R05 relay_udp_blocked',
      'PROXY proxy.example:8080, asks for digest',
      '131 ms',
      'bypass proxy',
    ])
      expect(page).toContain(part)
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; more')
    expect(page).not.toContain('<script')
  })
  it('fetches nothing and runs nothing', () => {
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/\b(src|href|url)\s*[=(]/)
  })
})

describe('the firewall kit', () => {
  it('lists every place in its table, and under each heading who is asked for what', () => {
    const [, allow = '', bypass = '', exempt = '', resolve = ''] = kitText(REPORT).split(/\n(?=\d\. )/)
    expect(allow.match(/\.example/g)).toHaveLength(REPORT.kit.length)
    expect(allow).toMatch(/relay\.example +3478 +TURN\/UDP +silent +better with +allow/)
    expect(bypass).toContain('Bypass list: relay.example')
    expect([exempt.includes('box.example'), exempt.includes('relay.example')]).toEqual([true, false])
    expect(resolve).toContain('lost.example')
  })

  it('has lines that a PAC file takes, whatever a gateway calls its relays', () => {
    const hosts = ['relay.example', '2001:db8::1', 'evil");throw 1;("']
    const kit = hosts.map(host => row({ host, request: 'bypass proxy' }))
    const lines = kitText({ ...REPORT, kit })
      .split('\n')
      .filter(line => line.startsWith('if (host'))
    const script = `function FindProxyForURL(url, host) {\n${lines.join('\n')}\nreturn "PROXY p:1"; }`
    const find = (host: string) =>
      vm.runInNewContext(`${script}; FindProxyForURL("https://x/", ${JSON.stringify(host)})`)
    expect(['relay.example', '2001:db8::1', 'other.example'].map(find)).toEqual([
      'DIRECT',
      'DIRECT',
      'PROXY p:1',
    ])
  })

  it('says so where there is nothing to ask for', () => {
    expect(kitText({ ...REPORT, kit: [] })).toContain('Nothing was measured.')
    expect(kitText({ ...REPORT, kit: [row()] })).toContain('Nothing to exempt.')
  })
})

describe('saving', () => {
  it('writes the JSON and the page beside it, or the kit alone', async () => {
    const place = folder()
    expect(await saveReport(REPORT, 'report', async () => join(place, 'mine.json'))).toBe(true)
    expect(networkReportSchema.parse(JSON.parse(readFileSync(join(place, 'mine.json'), 'utf8')))).toEqual(
      REPORT,
    )
    expect(readFileSync(join(place, 'mine.html'), 'utf8')).toBe(reportPage(REPORT))
    const wanted: string[] = []
    const ask = async ({ defaultPath }: { readonly defaultPath: string }) => {
      wanted.push(defaultPath)
      return join(place, defaultPath)
    }
    expect(await saveReport(REPORT, 'kit', ask)).toBe(true)
    expect(readFileSync(join(place, wanted[0] ?? ''), 'utf8')).toBe(kitText(REPORT))
  })
  it('writes nothing when they change their mind', async () =>
    expect(await saveReport(REPORT, 'report', async () => null)).toBe(false))
})

describe('the command line', () => {
  it('prints a line a person can follow for each thing found, and none for what was skipped', () => {
    const lines = REPORT.checks.map(check => checkProgress({ type: 'check.found', checkId: 'a', check }))
    expect(lines[1]).toMatch(/^ {2}UDP \(STUN\) +Blocked +<script>.* {2}VD-R05 relay_udp_blocked$/)
    expect(lines[2]).toBeNull()
    expect(checkProgress({ type: 'check.started', checkId: 'a', gateway: '' })).toMatch(/names no agent/)
  })
  it('ends with the relays, the verdict and what to ask IT for', () => {
    expect(checkSummary(REPORT).split('\n')).toEqual([
      '  Relay eu            UDP none, TCP 120 ms, TLS 131 ms',
      'Limited. Calls work here, less well than they could. (4.3 s)',
      'For IT:',
      '  allow: relay.example 3478 TURN/UDP (silent)',
      '  bypass proxy: relay.example 443 TURNS/TCP (unauthorised)',
      '  exempt from inspection: box.example 443 WSS (inspected)',
      '  resolve: lost.example 443 WSS (unresolved)',
    ])
  })
  it('ends with 0 where something carries calls', () => {
    expect([checkStatus(REPORT), checkStatus({ ...REPORT, carries: [] })]).toEqual([0, 1])
  })
})
