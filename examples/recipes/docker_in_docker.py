from cdk8s_hkube import ContainerCondition, SharedVolume, SideCar
from constructs import Construct


class DockerInDocker(SideCar):
    """A Docker daemon for the main container, which builds images with it. It starts when the daemon answers."""

    def __init__(self, scope: Construct, id: str, *, size_limit: str = "10Gi") -> None:
        """
        :param size_limit: room for images and layers
        """
        super().__init__(
            scope,
            id,
            image="docker.io/library/docker:27-dind",
            args=["dockerd", "--host=unix:///run/docker/docker.sock"],
            resources={"requests": {"cpu": "500m", "memory": "1Gi"}},
            # The daemon mounts file systems and makes network interfaces.
            security_context={"privileged": True},
            startup_probe={
                "exec": {"command": ["docker", "--host=unix:///run/docker/docker.sock", "version"]},
                "period_seconds": 1,
                "failure_threshold": 60,
            },
        )
        socket = SharedVolume.from_empty_dir(self, f"{id}-socket")
        self.mount("/run/docker", socket)
        self.mount("/var/lib/docker", SharedVolume.from_empty_dir(self, f"{id}-data", size_limit=size_limit))
        self.main_container.mount("/run/docker", socket)
        self.main_container.add_env("DOCKER_HOST", "unix:///run/docker/docker.sock")
        self.main_container.add_dependency(self, ContainerCondition.HEALTHY)
