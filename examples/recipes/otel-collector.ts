import { ConfigMap } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { SharedVolume, SideCar } from 'cdk8s-hkube';

/** What an OtelCollector needs to know. */
export interface OtelCollectorProps {
  /** Where metrics and traces go: an OTLP endpoint. */
  readonly endpoint: string;
}

/** Collects the main container's metrics and traces, and sends them on in batches. */
export class OtelCollector extends SideCar {
  constructor(scope: Construct, id: string, props: OtelCollectorProps) {
    super(scope, id, {
      image: 'docker.io/otel/opentelemetry-collector-contrib:0.115.1',
      args: ['--config=/conf/collector.yaml'],
      resources: { limits: { memory: '256Mi' } },
      ports: [{ containerPort: 13133, name: 'otel-health' }],
      startupProbe: { httpGet: { path: '/', port: 'otel-health' }, periodSeconds: 1, failureThreshold: 30 },
    });
    const config = new ConfigMap(this, 'config', { data: { 'collector.yaml': collectorConfig(props.endpoint) } });
    this.mount('/conf', SharedVolume.fromConfigMap(this, `${id}-config`, config), { readOnly: true });
    this.mainContainer.addEnv('OTEL_EXPORTER_OTLP_ENDPOINT', 'http://localhost:4318');
  }
}

const collectorConfig = (endpoint: string) => `extensions:
  health_check: { endpoint: 0.0.0.0:13133 }
receivers:
  otlp: { protocols: { http: { endpoint: localhost:4318 } } }
processors:
  memory_limiter: { check_interval: 1s, limit_percentage: 80, spike_limit_percentage: 20 }
  batch: {}
exporters:
  otlp: { endpoint: "${endpoint}" }
service:
  extensions: [health_check]
  pipelines:
    metrics: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp] }
    traces: { receivers: [otlp], processors: [memory_limiter, batch], exporters: [otlp] }
`;
