from typing import Mapping

from cdk8s_hkube import ContainerCondition, SharedVolume, SideCar
from cdk8s_plus_28 import ConfigMap
from constructs import Construct

SECRETS = "/vault/secrets"


class VaultAgent(SideCar):
    """Keeps secrets of Vault in files for the main container, which starts when all of them are there."""

    def __init__(self, scope: Construct, id: str, *, address: str, role: str, templates: Mapping[str, str]) -> None:
        """
        :param address: address of the Vault server
        :param role: role of Vault's Kubernetes authentication
        :param templates: the files in /vault/secrets, a template of each by its name
        """
        tests = [f"test -f {SECRETS}/{file}" for file in templates]
        super().__init__(
            scope,
            id,
            image="docker.io/hashicorp/vault:1.18",
            command=["vault", "agent", "-config=/vault/config/agent.hcl"],
            security_context={"run_as_user": 100, "run_as_group": 1000},
            startup_probe={
                "exec": {"command": ["sh", "-c", " && ".join(tests)]},
                "period_seconds": 1,
                "failure_threshold": 60,
            },
        )
        config = ConfigMap(self, "config", data={"agent.hcl": agent_config(address, role, templates)})
        secrets = SharedVolume.from_empty_dir(self, f"{id}-secrets", medium="Memory", size_limit="1Mi")
        self.mount("/vault/config", SharedVolume.from_config_map(self, f"{id}-config", config), read_only=True)
        self.mount(
            "/vault/token",
            SharedVolume.from_service_account_token(self, f"{id}-token", audience="vault"),
            read_only=True,
        )
        self.mount(SECRETS, secrets)
        self.main_container.mount(SECRETS, secrets, read_only=True)
        self.main_container.add_dependency(self, ContainerCondition.HEALTHY)


def agent_config(address: str, role: str, templates: Mapping[str, str]) -> str:
    files = "".join(template(f"{SECRETS}/{file}", text) for file, text in templates.items())
    return f"""disable_mlock = true
vault {{ address = "{address}" }}
auto_auth {{
  method "kubernetes" {{
    config = {{ role = "{role}", token_path = "/vault/token/token" }}
  }}
}}
{files}"""


def template(destination: str, text: str) -> str:
    return f"""template {{
  destination = "{destination}"
  contents = <<EOT
{text}
EOT
}}
"""
