from pathlib import Path

from cdk8s import App, Chart
from cdk8s_hkube import HkubeAlgorithm

app = App()
chart = Chart(app, "hkube-json")

HkubeAlgorithm.from_file(chart, "print", str(Path(__file__).with_name("print.json")))

app.synth()
