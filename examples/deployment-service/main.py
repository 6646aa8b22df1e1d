from cdk8s import App, Chart
from cdk8s_hkube import Algorithm, AlgorithmWorkload, SharedVolume
from cdk8s_plus_28 import Service, ServicePort

app = App()
chart = Chart(app, "deployment-service")

algorithm = Algorithm(
    chart,
    "model-server",
    image="docker.io/acme/model-server:v4",
    ports=[{"container_port": 8080, "name": "http"}],
    workload=AlgorithmWorkload.deployment(replicas=2),
)

# In a Deployment sidecars are ordinary containers. This one keeps the model up to date, in a volume that both see.
models = SharedVolume.from_empty_dir(algorithm, "models")
algorithm.mount("/models", models, read_only=True)
algorithm.add_side_car("model-sync", image="docker.io/acme/model-sync:1.3").mount("/models", models)

# The Algorithm is a pod selector of cdk8s-plus. In lists of other libraries, use their classes, not dicts.
Service(
    chart,
    "service",
    metadata={"name": "model-server"},
    selector=algorithm,
    ports=[ServicePort(port=80, target_port=8080)],
)

app.synth()
