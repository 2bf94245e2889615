// Charts as server SVG: title and description inside, class names and no inline style, so they print and pass the CSP.
import { scaleBand, scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import type { Content, Html } from '#ui/html.ts'

type ChartProps = {
  /** Unique on the page. */
  readonly id: string
  readonly title: string
  /** What the chart shows, in one sentence: what someone who cannot see it should know. */
  readonly description: string
}

const WIDTH = 640
const round = (value: number): number => Math.round(value * 10) / 10
const top = (values: readonly number[]): number => Math.max(1, ...values)

type SvgProps = ChartProps & { readonly height: number; readonly children?: Content }

function Svg({ id, title, description, height, children }: SvgProps): Html {
  return (
    <svg class="amity-chart" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-labelledby={`${id}-title`} aria-describedby={`${id}-desc`}>
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{description}</desc>
      {children}
    </svg>
  )
}

export type Band = { readonly from: number; readonly to: number; readonly label: string; readonly tone: 'green' | 'yellow' | 'orange' | 'red' | 'grey' }

export type LineChartProps = ChartProps & {
  readonly points: readonly { readonly label: string; readonly value: number }[]
  /** Stretches of the scale with a meaning: "Standard", "Medium", "High". */
  readonly bands?: readonly Band[] | undefined
  readonly max?: number | undefined
}

/** A value over time, with bands behind it. Points are evenly spaced in the order given. */
export function LineChart({ points, bands = [], max, ...chart }: LineChartProps): Html {
  const height = 280
  const ceiling = max ?? top([...points.map(({ value }) => value), ...bands.map(({ to }) => to)])
  const x = scalePoint(points.map((_, index) => index), [56, WIDTH - 110]).padding(0.3)
  const y = scaleLinear([0, ceiling], [height - 36, 12])
  const at = (index: number): number => round(x(index) ?? 0)
  const path = line<{ readonly value: number }>((_, index) => at(index), ({ value }) => round(y(value)))(points) ?? ''
  return (
    <Svg {...chart} height={height}>
      {bands.map(({ from, to, label, tone }) => (
        <g class={`amity-band amity-band--${tone}`}>
          <rect x="48" y={round(y(to))} width={WIDTH - 148} height={round(y(from) - y(to))} />
          <text x={WIDTH - 94} y={round((y(from) + y(to)) / 2)} dy="0.35em">{label}</text>
        </g>
      ))}
      <ValueAxis ticks={y.ticks(5)} place={y} />
      <path class="amity-line" d={path} />
      {points.map(({ label, value }, index) => (
        <g class="amity-point">
          <circle cx={at(index)} cy={round(y(value))} r="5" />
          <text class="amity-point__value" x={at(index)} y={round(y(value)) - 10} text-anchor="middle">{value}</text>
          <text x={at(index)} y={height - 14} text-anchor="middle">{label}</text>
        </g>
      ))}
    </Svg>
  )
}

function ValueAxis({ ticks, place }: { readonly ticks: readonly number[]; readonly place: (value: number) => number }): Html {
  return (
    <g class="amity-axis">
      {ticks.map((tick) => (
        <>
          <line x1="48" x2={WIDTH - 100} y1={round(place(tick))} y2={round(place(tick))} />
          <text x="40" y={round(place(tick))} dy="0.35em" text-anchor="end">{tick}</text>
        </>
      ))}
    </g>
  )
}

export type BarChartProps = ChartProps & {
  readonly bars: readonly { readonly label: string; readonly value: number; readonly text?: string | undefined }[]
}

/** One bar for each category, lying down under its label, so that a long label is never cut off or tilted. */
export function BarChart({ bars, ...chart }: BarChartProps): Html {
  const row = 50
  const x = scaleLinear([0, top(bars.map(({ value }) => value))], [0, WIDTH - 90])
  return (
    <Svg {...chart} height={bars.length * row + 4}>
      {bars.map(({ label, value, text }, index) => (
        <g class="amity-bar">
          <text x="0" y={index * row + 20}>{label}</text>
          <rect x="0" y={index * row + 27} width={round(x(value))} height="17" />
          <text class="amity-bar__value" x={round(x(value)) + 8} y={index * row + 36} dy="0.35em">{text ?? value}</text>
        </g>
      ))}
    </Svg>
  )
}

export type StackedBarsProps = ChartProps & {
  /** The parts of each bar, bottom first; at most six. */
  readonly series: readonly string[]
  readonly columns: readonly { readonly label: string; readonly values: readonly number[] }[]
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Standing bars made of parts, one for each quarter or month, with a key. */
export function StackedBars({ series, columns, ...chart }: StackedBarsProps): Html {
  const height = 300 + 24 * series.length
  const x = scaleBand(columns.map((_, index) => index), [56, WIDTH - 100]).padding(0.35)
  const y = scaleLinear([0, top(columns.map(({ values }) => sum(values)))], [256, 16]).nice()
  return (
    <Svg {...chart} height={height}>
      <ValueAxis ticks={y.ticks(5)} place={y} />
      {columns.map(({ label, values }, index) => (
        <g>
          {values.map((value, part) => (
            <Part x={round(x(index) ?? 0)} width={round(x.bandwidth())} top={round(y(sum(values.slice(0, part + 1))))} bottom={round(y(sum(values.slice(0, part))))} value={value} part={part} />
          ))}
          <text x={round((x(index) ?? 0) + x.bandwidth() / 2)} y="278" text-anchor="middle">{label}</text>
        </g>
      ))}
      {series.map((name, part) => (
        <g class={`amity-part amity-part--${part + 1}`}>
          <rect x="56" y={294 + part * 24} width="16" height="16" />
          <text x="80" y={302 + part * 24} dy="0.35em">{name}</text>
        </g>
      ))}
    </Svg>
  )
}

type PartProps = { readonly x: number; readonly width: number; readonly top: number; readonly bottom: number; readonly value: number; readonly part: number }

function Part({ x, width, top: upper, bottom, value, part }: PartProps): Html {
  const tall = bottom - upper
  return (
    <g class={`amity-part amity-part--${part + 1}`}>
      <rect x={x} y={upper} width={width} height={round(Math.max(0, tall))} />
      {tall < 18 ? null : <text class="amity-part__value" x={round(x + width / 2)} y={round(upper + tall / 2)} dy="0.35em" text-anchor="middle">{value}</text>}
    </g>
  )
}

export type FigureProps = {
  readonly caption: string
  /** The same figures as a table; it comes first. */
  readonly table: Content
  readonly chart: Content
  /** Where the figures come from and up to when. */
  readonly source?: Content
}

/** A chart or map with its table before it. Side by side when wide. */
export function Figure({ caption, table, chart, source }: FigureProps): Html {
  return (
    <figure class="amity-figure">
      <figcaption class="govuk-heading-s">{caption}</figcaption>
      <div class="amity-figure__pair">
        <div class="amity-figure__table">{table}</div>
        <div class="amity-figure__chart">{chart}</div>
      </div>
      {source === undefined ? null : <p class="govuk-hint amity-figure__source">{source}</p>}
    </figure>
  )
}
