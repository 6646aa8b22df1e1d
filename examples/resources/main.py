from cdk8s import App, Chart
from cdk8s_hkube import Algorithm, AlgorithmSettings

app = App()
chart = Chart(app, "resources")

# Defaults for the whole chart; each resource name can be given by itself.
AlgorithmSettings.of(chart).set(resources={"side_car_requests": {"memory": "64Mi"}})

algorithm = Algorithm(
    chart,
    "train",
    image="docker.io/acme/train:v4",
    # The limit of a GPU is its request; cpu and memory get limits of twice their requests.
    resources={"requests": {"cpu": "2", "memory": "4Gi", "nvidia.com/gpu": "1"}},
)

# Given in full: nothing is added.
algorithm.add_side_car(
    "mycar",
    image="docker.io/library/httpd:2.4",
    resources={
        "requests": {"cpu": "500m", "memory": "256Mi"},
        "limits": {"cpu": "1", "memory": "512Mi"},
    },
)

# Not given at all: the chart's defaults.
algorithm.add_side_car("metrics", image="docker.io/acme/metrics:1.2")

app.synth()
