from cdk8s import App, Chart
from cdk8s_hkube import Algorithm, AlgorithmWorkload, SharedVolume

app = App()
chart = Chart(app, "node-agent")

# One pod on each node, those of the control plane included.
agent = Algorithm(
    chart,
    "log-agent",
    image="docker.io/acme/log-agent:1.9",
    workload=AlgorithmWorkload.daemon_set(),
    pod={"tolerations": [{"operator": "Exists", "effect": "NoSchedule"}]},
)

logs = SharedVolume.from_host_path(agent, "pod-logs", "/var/log/pods", type="Directory")
agent.mount("/var/log/pods", logs, read_only=True)

# What the agent has collected waits here until the shipper has sent it.
spool = SharedVolume.from_empty_dir(agent, "spool", size_limit="1Gi")
agent.mount("/spool", spool)
agent.add_side_car("shipper", image="docker.io/acme/log-shipper:1.2").mount("/spool", spool)

app.synth()
