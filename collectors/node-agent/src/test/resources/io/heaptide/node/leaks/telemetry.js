// Tells V8's heap as an application does that uses OpenTelemetry; for node --require.
const { OTLPMetricExporter } = require("@opentelemetry/exporter-metrics-otlp-proto");
const { RuntimeNodeInstrumentation } = require("@opentelemetry/instrumentation-runtime-node");
const { resourceFromAttributes } = require("@opentelemetry/resources");
const { MeterProvider, PeriodicExportingMetricReader } = require("@opentelemetry/sdk-metrics");

const everySecond = new PeriodicExportingMetricReader({
  exporter: new OTLPMetricExporter(), // OTEL_EXPORTER_OTLP_ENDPOINT says where to
  exportIntervalMillis: 1000,
  exportTimeoutMillis: 1000,
});
new RuntimeNodeInstrumentation().setMeterProvider(
  new MeterProvider({
    resource: resourceFromAttributes({
      "service.name": process.env.OWN_SERVICE_NAME,
      "service.instance.id": String(process.pid),
    }),
    readers: [everySecond],
  }),
);
