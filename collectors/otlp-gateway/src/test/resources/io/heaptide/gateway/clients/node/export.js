// Exports one reading of this process's memory. Usage: node export.js grpc|http/json|http/protobuf ENDPOINT INSTANCE
'use strict';

const { MeterProvider, PeriodicExportingMetricReader } = require('@opentelemetry/sdk-metrics');
const { resourceFromAttributes } = require('@opentelemetry/resources');

const [protocol, endpoint, instance] = process.argv.slice(2);

const exporters = {
  grpc: () => new (require('@opentelemetry/exporter-metrics-otlp-grpc').OTLPMetricExporter)({ url: endpoint }),
  'http/json': () =>
    new (require('@opentelemetry/exporter-metrics-otlp-http').OTLPMetricExporter)({
      url: `${endpoint}/v1/metrics`,
      compression: 'gzip',
    }),
  'http/protobuf': () =>
    new (require('@opentelemetry/exporter-metrics-otlp-proto').OTLPMetricExporter)({
      url: `${endpoint}/v1/metrics`,
      compression: 'gzip',
    }),
};

const reader = new PeriodicExportingMetricReader({
  exporter: exporters[protocol](),
  exportIntervalMillis: 3_600_000,
  exportTimeoutMillis: 30_000,
});
const provider = new MeterProvider({
  resource: resourceFromAttributes({ 'service.name': 'node-shop', 'service.instance.id': instance }),
  readers: [reader],
});
provider
  .getMeter('test')
  .createObservableGauge('v8js.memory.heap.used', { unit: 'By' })
  .addCallback((result) => result.observe(process.memoryUsage().heapUsed, { 'v8js.heap.space.name': 'old_space' }));

provider.forceFlush().then(
  () => provider.shutdown(),
  (failed) => {
    console.error(failed);
    process.exit(1);
  },
);
