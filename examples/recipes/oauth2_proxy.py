from cdk8s_hkube import EnvVarSource, SecretKeySelector, SideCar
from constructs import Construct


class OAuth2Proxy(SideCar):
    """Signs users in before their requests reach the main container. A Service sends them to the port ``auth``."""

    def __init__(self, scope: Construct, id: str, *, issuer: str, upstream_port: int, secret_name: str) -> None:
        """
        :param issuer: the OpenID Connect provider that signs users in
        :param upstream_port: port on which the main container serves; only the proxy calls it
        :param secret_name: a Secret with the keys client-id, client-secret and cookie-secret
        """

        def from_secret(key: str) -> EnvVarSource:
            return EnvVarSource(secret_key_ref=SecretKeySelector(name=secret_name, key=key))

        super().__init__(
            scope,
            id,
            image="quay.io/oauth2-proxy/oauth2-proxy:v7.7.1",
            args=[
                "--provider=oidc",
                f"--oidc-issuer-url={issuer}",
                "--email-domain=*",
                "--http-address=0.0.0.0:4180",
                f"--upstream=http://127.0.0.1:{upstream_port}",
            ],
            env={
                "OAUTH2_PROXY_CLIENT_ID": from_secret("client-id"),
                "OAUTH2_PROXY_CLIENT_SECRET": from_secret("client-secret"),
                "OAUTH2_PROXY_COOKIE_SECRET": from_secret("cookie-secret"),
            },
            ports=[{"container_port": 4180, "name": "auth"}],
            readiness_probe={"http_get": {"path": "/ready", "port": "auth"}},
            liveness_probe={"http_get": {"path": "/ping", "port": "auth"}},
        )
