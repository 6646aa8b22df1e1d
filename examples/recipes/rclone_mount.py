from cdk8s_hkube import ContainerCondition, SharedVolume, SideCar
from constructs import Construct


class RcloneMount(SideCar):
    """Mounts a bucket by FUSE. The main container sees the mount, and starts when it is there."""

    def __init__(self, scope: Construct, id: str, *, remote: str, path: str, secret_name: str) -> None:
        """
        :param remote: what is mounted, ``remote:bucket/path``
        :param path: where the main container finds it
        :param secret_name: a Secret with the key rclone.conf
        """
        super().__init__(
            scope,
            id,
            image="docker.io/rclone/rclone:1.68",
            args=[
                "mount",
                remote,
                "/data",
                "--config=/config/rclone.conf",
                "--allow-other",
                "--vfs-cache-mode=writes",
            ],
            # A mount that other containers see has to be made by a privileged one.
            security_context={"privileged": True},
            startup_probe={
                "exec": {"command": ["mountpoint", "-q", "/data"]},
                "period_seconds": 1,
                "failure_threshold": 30,
            },
            lifecycle={"pre_stop": {"exec": {"command": ["fusermount3", "-u", "/data"]}}},
        )
        data = SharedVolume.from_empty_dir(self, f"{id}-data")
        self.mount("/config", SharedVolume.from_secret(self, f"{id}-config", secret_name), read_only=True)
        self.mount("/data", data, mount_propagation="Bidirectional")
        self.main_container.mount(path, data, mount_propagation="HostToContainer")
        self.main_container.add_dependency(self, ContainerCondition.HEALTHY)
