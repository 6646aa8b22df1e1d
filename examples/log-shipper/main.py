from cdk8s import App, Chart
from cdk8s_hkube import Algorithm
from log_shipper import LogShipper

app = App()
chart = Chart(app, "log-shipper")

printer = Algorithm(chart, "print", image="docker.io/acme/print-every-10-sec:v4")
LogShipper(printer, "log-shipper", target="stdout", directory="/var/log/print")

train = Algorithm(chart, "train", image="docker.io/acme/train:v4")
LogShipper(train, "log-shipper", target="stdout", directory="/train/logs")

app.synth()
