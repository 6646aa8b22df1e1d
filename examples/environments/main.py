from cdk8s import App, Chart
from cdk8s_hkube import Algorithm
from cdk8s_plus_28 import EnvFieldPaths, EnvValue, Secret, SecretValue

app = App()
chart = Chart(app, "environments")

# A Secret that exists in the cluster; one made in this app would be printed before the Job.
secret = Secret.from_secret_name(chart, "credentials", "upload-credentials")

algorithm = Algorithm(
    chart,
    "upload",
    image="docker.io/acme/upload:v4",
    env={
        "TARGET": "https://store.example.com",
        "TOKEN": EnvValue.from_secret_value(SecretValue(secret=secret, key="token")),
        "POD_IP": EnvValue.from_field_ref(EnvFieldPaths.POD_IP),
    },
)

algorithm.add_side_car(
    "mycar",
    image="docker.io/library/httpd:2.4",
    env={"env1": "val1"},
)

app.synth()
