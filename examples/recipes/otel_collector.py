from cdk8s_hkube import SharedVolume, SideCar
from cdk8s_plus_28 import ConfigMap
from constructs import Construct


class OtelCollector(SideCar):
    """Collects the main container's metrics and traces, and sends them on in batches."""

    def __init__(self, scope: Construct, id: str, *, endpoint: str) -> None:
        """
        :param endpoint: where metrics and traces go, an OTLP endpoint
        """
        super().__init__(
            scope,
            id,
            image="docker.io/otel/opentelemetry-collector-contrib:0.115.1",
            args=["--config=/conf/collector.yaml"],
            resources={"limits": {"memory": "256Mi"}},
            ports=[{"container_port": 13133, "name": "otel-health"}],
            startup_probe={
                "http_get": {"path": "/", "port": "otel-health"},
                "period_seconds": 1,
                "failure_threshold": 30,
            },
        )
        config = ConfigMap(self, "config", data={"collector.yaml": collector_config(endpoint)})
        self.mount("/conf", SharedVolume.from_config_map(self, f"{id}-config", config), read_only=True)
        self.main_container.add_env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318")


def collector_config(endpoint: str) -> str:
    return f"""extensions:
  health_check: {{ endpoint: 0.0.0.0:13133 }}
receivers:
  otlp: {{ protocols: {{ http: {{ endpoint: localhost:4318 }} }} }}
processors:
  memory_limiter: {{ check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20 }}
  batch: {{}}
exporters:
  otlp: {{ endpoint: "{endpoint}" }}
service:
  extensions: [health_check]
  pipelines:
    metrics: {{ receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp] }}
    traces: {{ receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp] }}
"""
