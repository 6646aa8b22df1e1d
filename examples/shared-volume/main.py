from cdk8s import App, Chart
from cdk8s_hkube import Algorithm, SharedVolume

app = App()
chart = Chart(app, "shared-volume")

algorithm = Algorithm(
    chart,
    "algo-car-with-volume-mount",
    image="docker.io/acme/print-every-10-sec:v4",
)

# Declared once, mounted by both containers.
shared = SharedVolume.from_empty_dir(algorithm, "shared-volume", size_limit="1Gi")
algorithm.mount("/shared-dir", shared)

web = algorithm.add_side_car("mycar", image="docker.io/library/httpd:2.4")
web.mount("/shared-dir", shared, read_only=True)

app.synth()
