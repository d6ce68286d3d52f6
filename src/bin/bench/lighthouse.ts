import lighthouse from 'lighthouse'

export interface LighthouseFigure {
  readonly page: string
  /** 0 to 100, the median of the runs. */
  readonly performance: number
  readonly accessibility: number
  readonly bestPractices: number
}

const onlyCategories = ['performance', 'accessibility', 'best-practices']

/** Looks at pages as Lighthouse does by itself, on its slow phone and network, in the Chromium that listens there. */
export async function measureLighthouse(
  debugPort: number,
  pages: Readonly<Record<string, string>>,
  times: number,
): Promise<LighthouseFigure[]> {
  const figures: LighthouseFigure[] = []
  for (const [page, url] of Object.entries(pages)) {
    const runs: Record<string, number>[] = []
    for (let i = 0; i < times; i++) {
      const result = await lighthouse(url, { port: debugPort, onlyCategories, logLevel: 'error' })
      const { categories = {}, runtimeError } = result?.lhr ?? {}
      if (runtimeError) throw new Error(`${url}: ${runtimeError.message}`)
      runs.push(Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, 100 * (score ?? 0)])))
    }
    const middle = (name: string) =>
      Math.round(runs.map((run) => run[name] ?? 0).sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0)
    const [performance, accessibility, bestPractices] = onlyCategories.map(middle)
    figures.push({ page, performance: performance ?? 0, accessibility: accessibility ?? 0, bestPractices: bestPractices ?? 0 })
  }
  return figures
}
