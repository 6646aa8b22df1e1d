from cdk8s import App, Chart
from cdk8s_hkube import Algorithm, AlgorithmWorkload, SharedVolume

app = App()
chart = Chart(app, "stateful-set")

# Three pods that keep their names (vector-db-0 …) and their claims. The headless Service comes with it.
database = Algorithm(
    chart,
    "vector-db",
    image="docker.io/acme/vector-db:2.1",
    ports=[{"container_port": 6334, "name": "grpc"}],
    resources={"requests": {"cpu": "1", "memory": "2Gi"}},
    workload=AlgorithmWorkload.stateful_set(replicas=3),
)

# A claim for each pod: data-vector-db-0 and so on.
data = SharedVolume.from_volume_claim_template(database, "data", storage="20Gi")
database.mount("/data", data)

# Backs up the files that the main container writes.
database.add_side_car("backup", image="docker.io/acme/backup:1.4").mount("/data", data, read_only=True)

app.synth()
