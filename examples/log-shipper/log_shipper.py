from cdk8s_hkube import SharedVolume, SideCar
from constructs import Construct


class LogShipper(SideCar):
    """Ships what the main container writes into a directory: the sidecar owns the volume, and mounts it into both."""

    def __init__(self, scope: Construct, id: str, *, target: str, directory: str) -> None:
        """
        :param target: where the logs go
        :param directory: directory in which the main container writes its logs
        """
        super().__init__(
            scope,
            id,
            image="docker.io/fluent/fluent-bit:3.1",
            args=["-i", "tail", "-p", "path=/logs/*.log", "-o", target],
        )
        logs = SharedVolume.from_empty_dir(self, "logs", size_limit="100Mi")
        self.mount("/logs", logs, read_only=True)
        self.main_container.mount(directory, logs)
