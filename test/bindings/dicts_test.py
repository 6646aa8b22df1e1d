"""Dicts, and methods with keywords, in Python."""

import json
import unittest
from pathlib import Path
from typing import Any, Callable, List

import cdk8s_hkube
from cdk8s import App, Chart, Testing
from cdk8s_hkube import (
    Algorithm,
    AlgorithmPod,
    EnvVarSource,
    HkubeAlgorithm,
    KubeContainerPort,
    NamedVolumeMount,
    SecretKeySelector,
    SharedVolume,
    Warnings,
)

IMAGE = "docker.io/acme/print:v4"
SPEC = Path(__file__).parents[2] / "examples" / "hkube-json" / "print.json"


def chart() -> Chart:
    return Chart(App(), "chart")


def pod_of(change: Callable[[Algorithm], Any] = lambda _: None, **props: Any) -> Any:
    """The pod of an algorithm with a volume v."""
    scope = chart()
    for rule in ["WARN-VOLUME-UNMOUNTED", "WARN-SPREAD-SELECTOR", "WARN-UNUSED-ACKNOWLEDGEMENT", "SERVER-WARNING"]:
        Warnings.of(scope).acknowledge(rule, "what is printed matters here")
    algorithm = Algorithm(scope, "a", image=IMAGE, **props)
    SharedVolume.from_empty_dir(algorithm, "v")
    change(algorithm)
    return Testing.synth(scope)[0]["spec"]["template"]["spec"]


def container_of(change: Callable[[Algorithm], Any] = lambda _: None, **props: Any) -> Any:
    return pod_of(change, **props)["containers"][0]


MOUNT = {"name": "v", "mountPath": "/v", "readOnly": True}


class Dicts(unittest.TestCase):
    def test_keys_in_lists_are_spelled_as_in_python_or_as_in_the_api(self) -> None:
        for mount in [
            {"name": "v", "mount_path": "/v", "read_only": True},
            {"name": "v", "mountPath": "/v", "readOnly": True},
            {"name": "v", "mountPath": "/v", "read_only": True},
            NamedVolumeMount(name="v", mount_path="/v", read_only=True),
        ]:
            with self.subTest(mount=mount):
                self.assertEqual(container_of(volume_mounts=[mount])["volumeMounts"], [MOUNT])

    def test_abbreviations(self) -> None:
        for key in ["host_ip", "hostIp", "hostIP"]:
            ports = container_of(ports=({"container_port": 80, key: "10.0.0.1"},))["ports"]
            self.assertEqual(ports, [{"containerPort": 80, "hostIP": "10.0.0.1"}])

    def test_deep_inside(self) -> None:
        term = {"weight": 1, "preference": {"match_expressions": [{"key": "gpu", "operator": "Exists"}]}}
        affinity = {"node_affinity": {"preferred_during_scheduling_ignored_during_execution": [term]}}
        init = {"name": "i", "image": IMAGE, "security_context": {"run_as_user": 5}, "ports": [{"containerPort": 1}]}
        for pod in [
            {"affinity": affinity, "init_containers": [init]},
            AlgorithmPod(affinity=affinity, init_containers=[init]),
        ]:
            printed = pod_of(pod=pod)
            expressions = printed["affinity"]["nodeAffinity"]["preferredDuringSchedulingIgnoredDuringExecution"]
            self.assertEqual(expressions[0]["preference"]["matchExpressions"], [{"key": "gpu", "operator": "Exists"}])
            self.assertEqual(printed["initContainers"][0]["securityContext"], {"runAsUser": 5})
            self.assertEqual(printed["initContainers"][0]["ports"], [{"containerPort": 1}])

    def test_keys_of_maps_stay(self) -> None:
        self.assertEqual(pod_of(pod={"node_selector": {"host_ip": "a"}})["nodeSelector"], {"host_ip": "a"})
        self.assertEqual(container_of(fields={"workingDir": "/w"})["workingDir"], "/w")

    def test_next_to_other_types(self) -> None:
        source = {"secret_key_ref": {"name": "s", "key": "k", "optional": True}}
        expected = [{"name": "A", "valueFrom": {"secretKeyRef": {"key": "k", "name": "s", "optional": True}}}]
        struct = EnvVarSource(secret_key_ref=SecretKeySelector(name="s", key="k", optional=True))
        values: List[Any] = [source, struct]
        for value in values:
            self.assertEqual(container_of(env={"A": value})["env"], expected)
            self.assertEqual(container_of(lambda a: a.add_env("A", value))["env"], expected)
            self.assertEqual(container_of(lambda a: a.add_env_to_all("A", value))["env"], expected)
        env_from = container_of(env_from=[{"secret_ref": {"name": "s"}, "prefix": "P_"}])["envFrom"]
        self.assertEqual(env_from, [{"prefix": "P_", "secretRef": {"name": "s"}}])

    def test_a_spec_of_hkube(self) -> None:
        scope = chart()
        HkubeAlgorithm(scope, "a", spec=json.loads(SPEC.read_text()))
        from_file = chart()
        HkubeAlgorithm.from_file(from_file, "a", str(SPEC))
        self.assertEqual(Testing.synth(scope), Testing.synth(from_file))

    def test_every_struct_and_every_method_that_takes_one_is_wrapped(self) -> None:
        unwrapped: List[str] = []
        for name in cdk8s_hkube.__all__:
            for key, member in vars(getattr(cdk8s_hkube, name)).items():
                function = getattr(member, "__func__", member)
                hints = str(getattr(function, "__annotations__", ""))
                if "typing.Dict[" in hints and not hasattr(function, "__wrapped__"):
                    unwrapped.append(f"{name}.{key}")
        self.assertEqual(unwrapped, [])


class Methods(unittest.TestCase):
    """Each list that people use has a method with keywords."""

    def test_of_containers(self) -> None:
        def change(algorithm: Algorithm) -> None:
            algorithm.add_port(container_port=81, host_ip="10.0.0.1")
            algorithm.add_volume_mount(name="v", mount_path="/v", read_only=True)
            SharedVolume.from_persistent_volume_claim(algorithm, "disk", "disk")
            algorithm.add_volume_device(name="disk", device_path="/dev/disk")
            algorithm.add_env_from(config_map_ref={"name": "settings"}, prefix="P_")

        container = container_of(change, ports=[KubeContainerPort(container_port=80)])
        self.assertEqual(container["ports"], [{"containerPort": 80}, {"containerPort": 81, "hostIP": "10.0.0.1"}])
        self.assertEqual(container["volumeMounts"], [MOUNT])
        self.assertEqual(container["volumeDevices"], [{"devicePath": "/dev/disk", "name": "disk"}])
        self.assertEqual(container["envFrom"], [{"configMapRef": {"name": "settings"}, "prefix": "P_"}])

    def test_of_pods(self) -> None:
        def change(algorithm: Algorithm) -> None:
            algorithm.add_init_container(name="i", image=IMAGE, command=["true"])
            algorithm.add_toleration(operator="Exists", effect="NoSchedule")
            algorithm.add_topology_spread_constraint(
                max_skew=1, topology_key="zone", when_unsatisfiable="DoNotSchedule"
            )
            algorithm.add_host_alias(ip="10.0.0.1", hostnames=["db"])
            algorithm.add_resource_claim(name="gpu", resource_claim_name="shared-gpu")
            algorithm.add_image_pull_secret("registry")

        pod = pod_of(change)
        self.assertEqual(pod["initContainers"][0]["name"], "i")
        self.assertEqual(pod["tolerations"], [{"effect": "NoSchedule", "operator": "Exists"}])
        self.assertEqual(pod["topologySpreadConstraints"][0]["topologyKey"], "zone")
        self.assertEqual(pod["hostAliases"], [{"hostnames": ["db"], "ip": "10.0.0.1"}])
        self.assertEqual(pod["resourceClaims"], [{"name": "gpu", "resourceClaimName": "shared-gpu"}])
        self.assertEqual(pod["imagePullSecrets"], [{"name": "registry"}])


if __name__ == "__main__":
    unittest.main()
