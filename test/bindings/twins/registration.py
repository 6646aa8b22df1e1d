from cdk8s import App, Chart
from cdk8s_hkube import HkubeRegistration

app = App()
chart = Chart(app, "registration")

HkubeRegistration(
    chart,
    "print",
    endpoint="http://api-server.hkube.svc:3000/api/v1",
    token_secret={"secret": "hkube-token"},
    ttl_seconds_after_finished=600,
    # As HKube spells it. The names of Python are accepted, too.
    spec={
        "name": "print-every-10-sec",
        "algorithmImage": "docker.io/acme/print-every-10-sec:v4",
        "mem": "512Mi",
        "min_hot_workers": 1,
        "algorithmEnv": {"MODE": "fast"},
        "volumes": [{"name": "shared-volume", "emptyDir": {}}],
        "volumeMounts": [{"name": "shared-volume", "mountPath": "/shared-dir", "readOnly": True}],
        "sideCars": [
            {
                "container": {"name": "mycar", "image": "docker.io/library/httpd:2.4"},
                "volume_mounts": [{"name": "shared-volume", "mount_path": "/shared-dir"}],
            },
        ],
    },
)

app.synth()
