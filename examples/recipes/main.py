from cdk8s import App, Chart
from cdk8s_hkube import Algorithm, AlgorithmWorkload
from cdk8s_plus_28 import Service, ServicePort
from cloud_sql_proxy import CloudSqlProxy
from docker_in_docker import DockerInDocker
from oauth2_proxy import OAuth2Proxy
from otel_collector import OtelCollector
from queued_batch import QueuedBatch
from rclone_mount import RcloneMount
from vault_agent import VaultAgent

app = App()
chart = Chart(app, "recipes")

# Without a deadline, a Job whose sidecar never gets ready never ends.
job = AlgorithmWorkload.job(active_deadline_seconds=3600)

report = Algorithm(chart, "report", image="docker.io/acme/report:v4", workload=job)
CloudSqlProxy(report, "cloud-sql-proxy", instance="acme:europe-west1:orders")

train = Algorithm(chart, "train", image="docker.io/acme/train:v4", workload=job)
OtelCollector(train, "otel-collector", endpoint="collector.monitoring:4317")

upload = Algorithm(chart, "upload", image="docker.io/acme/upload:v4", workload=job)
VaultAgent(
    upload,
    "vault-agent",
    address="https://vault.acme.example:8200",
    role="upload",
    templates={"token": '{{ with secret "secret/data/upload" }}{{ .Data.data.token }}{{ end }}'},
)

dashboard = Algorithm(
    chart,
    "dashboard",
    image="docker.io/acme/dashboard:v4",
    workload=AlgorithmWorkload.deployment(),
)
OAuth2Proxy(
    dashboard,
    "oauth2-proxy",
    issuer="https://login.acme.example",
    upstream_port=8080,
    secret_name="dashboard-login",
)
Service(chart, "service", selector=dashboard, ports=[ServicePort(port=80, target_port=4180)])

convert = Algorithm(chart, "convert", image="docker.io/acme/convert:v4", workload=job)
RcloneMount(convert, "rclone", remote="store:videos", path="/videos", secret_name="store-access")

build = Algorithm(chart, "build", image="docker.io/library/docker:27-cli", workload=job)
DockerInDocker(build, "docker")

QueuedBatch(chart, "render", image="docker.io/acme/render:v4", parts=100, parallelism=10, queue="team-a")

app.synth()
