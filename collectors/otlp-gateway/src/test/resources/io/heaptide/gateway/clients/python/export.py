"""Exports one reading of this process's memory. Usage: export.py grpc|http/protobuf ENDPOINT INSTANCE"""

import resource
import sys

from opentelemetry.metrics import Observation
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource

protocol, endpoint, instance = sys.argv[1:4]
if protocol == "grpc":
    from grpc import Compression
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter

    exporter = OTLPMetricExporter(endpoint=endpoint, compression=Compression.Gzip)  # its scheme says whether over TLS
else:
    from opentelemetry.exporter.otlp.proto.http import Compression
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter

    exporter = OTLPMetricExporter(endpoint=f"{endpoint}/v1/metrics", compression=Compression.Gzip)


def resident(_options):
    yield Observation(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


provider = MeterProvider(
    resource=Resource.create({"service.name": "python-shop", "service.instance.id": instance}),
    metric_readers=[PeriodicExportingMetricReader(exporter, export_interval_millis=3_600_000)],
)
provider.get_meter("test").create_observable_up_down_counter("process.memory.usage", [resident], unit="By")
sys.exit(0 if provider.force_flush(30_000) else 1)
