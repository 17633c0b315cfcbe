'use strict';
(() => {
  const plots = JSON.parse(document.getElementById('data').textContent);
  const figures = [...document.querySelectorAll('figure[data-plot]')];
  const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const INCREMENTS = Array.from({ length: 51 }, (_, power) => 2 ** power);

  // Shortest step, text of a tick, and what is written below it where the year or the day changes.
  const TIME_TICKS = [
    [31536000, '{YYYY}', null, null, null, null, null, null, 1],
    [2419200, '{MMM}', '\n{YYYY}', null, null, null, null, null, 1],
    [86400, '{MM}-{DD}', '\n{YYYY}', null, null, null, null, null, 1],
    [60, '{HH}:{mm}', '\n{YYYY}-{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
    [1, '{HH}:{mm}:{ss}', '\n{YYYY}-{MM}-{DD}', null, '\n{MM}-{DD}', null, null, null, 1],
  ];

  const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

  const bytes = value => {
    if (value == null) return '–';
    let unit = 0;
    let scaled = value;
    while (Math.abs(scaled) >= 1024 && unit < UNITS.length - 1) {
      scaled /= 1024;
      unit++;
    }
    const digits = unit === 0 || Math.abs(scaled) >= 100 ? 0 : 2;
    return Number(scaled.toFixed(digits)) + ' ' + UNITS[unit];
  };

  const fitAt = (plot, times, slope) => {
    const fit = plot.fit;
    return fit ? times.map(at => (at < fit.from ? null : fit.level + (slope * (at - fit.to)) / 3600)) : times.map(() => null);
  };

  const columns = plot => {
    const times = plot.last.map((_, i) => plot.start + (i + 0.5) * plot.stretch);
    const fit = plot.fit || { low: 0, mid: 0, high: 0 };
    return [
      times, plot.high, plot.low, plot.last, plot.envelope, plot.limit,
      fitAt(plot, times, fit.high), fitAt(plot, times, fit.low), fitAt(plot, times, fit.mid),
      plot.verdicts,
    ];
  };

  // The plot belongs to the readings: a limit far above them, or a fit that leads far away, must not flatten them.
  const yRange = plot => (u, min, max) => {
    const shown = (from, to, values) => values.slice(from, to + 1).filter(value => value != null);
    const [from, to] = u.series[0].idxs || [0, plot.last.length - 1];
    const readings = [...shown(from, to, plot.low), ...shown(from, to, plot.high)];
    if (readings.length === 0) return [min || 0, max || 1];
    const low = Math.min(...readings);
    let high = Math.max(...readings);
    const limits = shown(from, to, plot.limit);
    if (limits.length > 0 && Math.min(...limits) <= 2.5 * high) high = Math.max(high, Math.max(...limits));
    const room = Math.max(0.12 * (high - low), 0.02 * high, 1);
    return [Math.max(0, low - room), high + room];
  };

  const verdictBands = plot => u => {
    const { ctx } = u;
    const { left, top, width, height } = u.bbox;
    const strip = Math.round(6 * devicePixelRatio);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    for (const [from, to, verdict] of plot.spans) {
      const x0 = u.valToPos(plot.start + from * plot.stretch, 'x', true);
      const x1 = u.valToPos(plot.start + to * plot.stretch, 'x', true);
      ctx.fillStyle = color(verdict);
      if (verdict === 'leaking' || verdict === 'suspect') {
        ctx.globalAlpha = 0.13;
        ctx.fillRect(x0, top, x1 - x0, height);
      }
      ctx.globalAlpha = 1;
      ctx.fillRect(x0, top + height - strip, x1 - x0, strip);
    }
    ctx.restore();
  };

  const line = (label, name, more) => ({
    label, stroke: color(name), width: 1.5, points: { show: false }, value: (_, value) => bytes(value), ...more,
  });
  const hidden = { stroke: 'transparent', width: 0, points: { show: false }, value: (_, value) => bytes(value) };

  const options = (plot, width) => ({
    width,
    height: width < 480 ? 240 : 290,
    tzDate: seconds => uPlot.tzDate(new Date(seconds * 1e3), 'Etc/UTC'),
    scales: { y: { range: yRange(plot) } },
    cursor: { y: false },
    axes: [
      {
        stroke: color('soft'), grid: { stroke: color('line'), width: 1 }, ticks: { stroke: color('line') },
        values: TIME_TICKS,
      },
      {
        stroke: color('soft'), grid: { stroke: color('line'), width: 1 }, ticks: { stroke: color('line') },
        size: 68, incrs: INCREMENTS, values: (_, splits) => splits.map(bytes),
      },
    ],
    series: [
      { label: 'Time', value: '{YYYY}-{MM}-{DD} {HH}:{mm}' },
      { ...hidden, label: 'highest' },
      { ...hidden, label: 'lowest' },
      line('reading', 'reading', { width: 1.2 }),
      line('low envelope', 'envelope', { width: 2 }),
      line('limit', 'limit', { dash: [6, 4] }),
      { ...hidden, label: 'fit, high' },
      { ...hidden, label: 'fit, low' },
      line('fit', 'fit', { width: 2, dash: [10, 3] }),
      { label: 'verdict', scale: 'verdict', stroke: 'transparent', points: { show: false }, paths: () => null,
        value: (_, value) => (value == null ? '–' : plot.names[value]) },
    ],
    bands: [{ series: [1, 2], fill: color('reading-band') }, { series: [6, 7], fill: color('fit-band') }],
    legend: { show: true, live: true, markers: { width: 2 } },
    hooks: { drawClear: [verdictBands(plot)] },
  });

  const hideBounds = chart => {
    // Edges of the shaded bands are no lines of their own.
    chart.root.querySelectorAll('.u-legend .u-series').forEach((row, i) => {
      if ([1, 2, 6, 7].includes(i)) row.style.display = 'none';
    });
  };

  let charts = [];
  const draw = () => {
    charts.forEach(chart => chart.destroy());
    charts = figures.map(figure => {
      const plot = plots[Number(figure.dataset.plot)];
      const chart = new uPlot(options(plot, figure.clientWidth), columns(plot), figure);
      hideBounds(chart);
      return chart;
    });
  };

  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  let width = innerWidth;
  addEventListener('resize', () => {
    if (innerWidth !== width) {
      width = innerWidth;
      charts.forEach((chart, i) => chart.setSize({ width: figures[i].clientWidth, height: chart.height }));
    }
  });
})();
