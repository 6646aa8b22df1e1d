from cdk8s_hkube import ContainerCondition, SideCar
from constructs import Construct


class CloudSqlProxy(SideCar):
    """Connects the main container to a Cloud SQL database on localhost. The main container waits until it is ready."""

    def __init__(self, scope: Construct, id: str, *, instance: str, port: int = 5432) -> None:
        """
        :param instance: the instance, ``project:region:instance``
        :param port: port on which the main container finds the database
        """
        super().__init__(
            scope,
            id,
            image="gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.14.1",
            args=["--structured-logs", "--health-check", "--http-address=0.0.0.0", f"--port={port}", instance],
            ports=[{"container_port": 9090, "name": "health"}],
            startup_probe={
                "http_get": {"path": "/startup", "port": "health"},
                "period_seconds": 1,
                "failure_threshold": 30,
            },
            liveness_probe={"http_get": {"path": "/liveness", "port": "health"}},
        )
        self.main_container.add_env("DB_HOST", "127.0.0.1")
        self.main_container.add_env("DB_PORT", f"{port}")
        self.main_container.add_dependency(self, ContainerCondition.HEALTHY)
