from cdk8s import App, Chart
from cdk8s_hkube import Algorithm

app = App()
chart = Chart(app, "three-sidecars")

algorithm = Algorithm(chart, "print", image="docker.io/acme/print-every-10-sec:v4")

# They start in this order, before the main container, and are stopped after it.
algorithm.add_side_car("mycar1", image="docker.io/library/nginx:1.27")
algorithm.add_side_car("mycar2", image="docker.io/library/redis:7.4")
algorithm.add_side_car("mycar3", image="docker.io/library/httpd:2.4")

app.synth()
