from cdk8s import App, Chart
from cdk8s_hkube import Algorithm, AlgorithmWorkload

app = App()
chart = Chart(app, "cron-job")

algorithm = Algorithm(
    chart,
    "nightly-report",
    image="docker.io/acme/report:v4",
    env={"DATABASE": "localhost:5432"},
    workload=AlgorithmWorkload.cron_job(
        schedule="0 3 * * *",
        time_zone="Europe/Berlin",
        concurrency_policy="Forbid",
        # Restarts of the sidecar count, too.
        job_template={"spec": {"backoff_limit": 10}},
    ),
    pod={"restart_policy": "OnFailure"},
)

# A native sidecar: the report starts when the proxy is ready, and the Job ends although the proxy would run forever.
algorithm.add_side_car(
    "database-proxy",
    image="docker.io/acme/database-proxy:1.8",
    ports=[{"container_port": 5432}],
    startup_probe={"tcp_socket": {"port": 5432}, "period_seconds": 1, "failure_threshold": 30},
)

app.synth()
