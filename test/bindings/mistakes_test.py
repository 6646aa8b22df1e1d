"""Mistakes, and what Python and synth report about them."""

import re
import traceback
import unittest
from datetime import timedelta
from pathlib import Path
from typing import Any, Callable, Dict, List, Tuple

from cdk8s import Duration, Size, Testing
from cdk8s_hkube import (
    Algorithm,
    AlgorithmPod,
    AlgorithmSettings,
    AlgorithmWorkload,
    Gpu,
    HkubeAlgorithm,
    HkubeRegistration,
    JobOptions,
    KubeProbe,
    ManifestValidator,
    SharedVolume,
    SideCar,
    SideCarMode,
)
from cdk8s_plus_28 import Cpu, Probe
from dicts_test import IMAGE, chart, container_of, pod_of

Row = Tuple[Dict[str, Any], str]


class Mistakes(unittest.TestCase):
    def refused(self, text: str, make: Callable[[], Any]) -> None:
        with self.subTest(text), self.assertRaises(TypeError) as raised:
            make()
        self.assertEqual(str(raised.exception), text)

    def refused_props(self, *rows: Row) -> None:
        """Props of an algorithm, and what is reported after its name."""
        for props, text in rows:
            self.refused(f"Algorithm{text}", lambda: Algorithm(chart(), "a", **{"image": IMAGE, **props}))

    def test_names_that_are_called_otherwise(self) -> None:
        self.refused_props(
            ({"environment": {}}, ' has no "environment". It is called env'),
            ({"env_variables": {}}, ' has no "env_variables". It is called env'),
            ({"cmd": ["a"]}, ' has no "cmd". It is called args'),
            ({"entrypoint": "x"}, ' has no "entrypoint". It is called command'),
            ({"mounts": []}, ' has no "mounts". It is called volume_mounts'),
            ({"port": 80}, ' has no "port". Write ports=[{"container_port": 80}]'),
            (
                {"security_context": {"user": 5}},
                ': security_context: SecurityContext has no "user". It is called run_as_user',
            ),
            (
                {"volume_mounts": [{"name": "v", "path": "/v"}]},
                ': volume_mounts[0]: NamedVolumeMount has no "path". It is called mount_path',
            ),
            (
                {"env_from": [{"config_map": {"name": "x"}}]},
                ': env_from[0]: EnvFromSource has no "config_map". It is called config_map_ref',
            ),
            (
                {"liveness_probe": {"path": "/x", "port": 80}},
                ': liveness_probe: KubeProbe has no "path". Write http_get={"path": "/x", "port": 80}',
            ),
        )
        self.refused(
            'ContainerBase.add_port has no "port". It is called container_port',
            lambda: pod_of(lambda a: a.add_port(port=80)),  # type: ignore[call-arg]
        )
        self.refused(
            'KubeProbe: http_get: HttpGetAction has no "url". It is called path',
            lambda: KubeProbe(http_get={"url": "/x", "port": 80}),
        )
        self.refused(
            'SharedVolume.from_empty_dir has no "size". It is called size_limit',
            lambda: pod_of(lambda a: SharedVolume.from_empty_dir(a, "w", size="1Gi")),  # type: ignore[call-arg]
        )
        self.refused(
            'AlgorithmWorkload.job has no "replicas". A Job has parallelism and completions',
            lambda: AlgorithmWorkload.job(replicas=3),  # type: ignore[call-arg]
        )

    def test_names_that_belong_somewhere_else(self) -> None:
        declare = "Declare each with SharedVolume.from_empty_dir(), SharedVolume.from_config_map() …"
        of_workload = "AlgorithmWorkload.deployment() or AlgorithmWorkload.stateful_set()"
        self.refused_props(
            ({"node_selector": {"a": "b"}}, ' has no "node_selector". It belongs in pod'),
            ({"tolerations": []}, ' has no "tolerations". It belongs in pod'),
            ({"service_account": "x"}, ' has no "service_account". It belongs in pod'),
            ({"node_affinity": {}}, ' has no "node_affinity". It belongs in pod.affinity'),
            ({"labels": {}}, ' has no "labels". It belongs in metadata or pod'),
            ({"namespace": "x"}, ' has no "namespace". It belongs in metadata'),
            ({"privileged": True}, ' has no "privileged". It belongs in security_context'),
            ({"memory": "1Gi"}, ' has no "memory". It belongs in resources.requests and resources.limits'),
            (
                {"resources": {"cpu": 1}},
                ': resources: ResourceRequirements has no "cpu". It belongs in requests and limits',
            ),
            ({"replicas": 3}, f' has no "replicas". It belongs in {of_workload}'),
            ({"backoff_limit": 3}, ' has no "backoff_limit". It belongs in AlgorithmWorkload.job()'),
            ({"volumes": []}, f' has no "volumes". {declare}'),
        )

    def test_similar_names(self) -> None:
        self.refused_props(
            ({"imge": IMAGE}, ' has no "imge". Did you mean "image"?'),
            ({"volumeMounts": []}, ' has no "volumeMounts". Did you mean "volume_mounts"?'),
            ({"volume_mount": []}, ' has no "volume_mount". Did you mean "volume_mounts"?'),
            ({"user": 5}, ' has no "user"'),
            ({"http_get": {}}, ' has no "http_get"'),
            ({"working_directory": "/x"}, ' has no "working_directory"'),
            (
                {"volume_mounts": [{"name": "v", "mountPath": "/v", "read_onyl": True}]},
                ': volume_mounts[0]: NamedVolumeMount has no "read_onyl". Did you mean "read_only"?',
            ),
            (
                {"volume_mounts": [{"name": "v", "mountpath": "/v"}]},
                ': volume_mounts[0]: NamedVolumeMount has no "mountpath". Did you mean "mount_path"?',
            ),
            (
                {"pod": {"securityContext": {"runAsUsr": 5}}},
                ': pod.security_context: KubePodSecurityContext has no "runAsUsr". Did you mean "run_as_user"?',
            ),
        )
        self.refused(
            'AlgorithmPod: tolerations[1]: Toleration has no "zz"',
            lambda: AlgorithmPod(tolerations=[{"operator": "Exists"}, {"zz": 1}]),
        )
        self.refused(
            'AlgorithmWorkload.job has no "backof_limit". Did you mean "backoff_limit"?',
            lambda: AlgorithmWorkload.job(backof_limit=1),  # type: ignore[call-arg]
        )
        self.refused(
            'ContainerBase.mount has no "readonly". Did you mean "read_only"?',
            lambda: pod_of(lambda a: a.mount("/v", a.volumes[0], readonly=True)),  # type: ignore[call-arg]
        )

    def test_a_spec_of_hkube(self) -> None:
        spec = "HkubeAlgorithm: spec"
        rows: List[Tuple[Dict[str, Any], str]] = [
            ({"image": IMAGE}, ': HkubeAlgorithmSpec has no "image". It is called algorithm_image'),
            (
                {"sideCars": [{"image": IMAGE}]},
                '.side_cars[0]: HkubeSideCarSpec has no "image". It belongs in container',
            ),
            ({"mounts": [{"mountPath": "/v"}]}, '.mounts[0]: HkubeMount has no "mountPath". It is called path'),
            ({"minHotWorker": 1}, ': HkubeAlgorithmSpec has no "minHotWorker". Did you mean "min_hot_workers"?'),
        ]
        for fields, text in rows:
            self.refused(spec + text, lambda: HkubeAlgorithm(chart(), "a", spec={"name": "print", **fields}))

    def test_arguments_without_names(self) -> None:
        self.refused(
            "Algorithm takes 2 arguments without names, not 3. Write the others with names: image=…",
            lambda: Algorithm(chart(), "a", IMAGE),  # type: ignore[call-arg]
        )
        self.refused(
            "ContainerBase.add_volume_mount takes no arguments without names, not 2. "
            "Write the others with names: mount_path=…, name=…",
            lambda: pod_of(lambda a: a.add_volume_mount("v", "/v")),  # type: ignore[call-arg]
        )
        self.refused(
            "ContainerBase.mount takes 2 arguments without names, not 3. Write the others with names: read_only=…",
            lambda: pod_of(lambda a: a.mount("/v", a.volumes[0], True)),  # type: ignore[arg-type,call-arg]
        )
        self.refused(
            "AlgorithmSettings.set takes no arguments without names, not 1. "
            "Write the others with names: defaults=…, kubernetes_version=…",
            lambda: AlgorithmSettings.of(chart()).set(
                {"kubernetesVersion": "1.37", "defaults": False},  # type: ignore[call-arg]
            ),
        )

    def test_missing_and_twice(self) -> None:
        self.refused_props(
            ({"volume_mounts": [{"name": "v"}]}, ': volume_mounts[0]: NamedVolumeMount needs "mount_path"'),
            ({"ports": [{"container_port": 1, "containerPort": 2}]}, ': ports[0]: "container_port" is set twice'),
        )

    def test_values_that_must_be_strings(self) -> None:
        self.refused_props(
            ({"env": {"PORT": 8080}}, ': env["PORT"]: 8080 must be a string: "8080"'),
            ({"args": ["--n", 3]}, ': args[1]: 3 must be a string: "3"'),
            ({"pod": {"labels": {"debug": True}}}, ': pod.labels["debug"]: True must be a string: "true"'),
        )
        resources = {"requests": {"cpu": 2}}
        self.assertEqual(container_of(resources=resources)["resources"]["requests"]["cpu"], 2)

    def test_wrong_types(self) -> None:
        of_env = "must be a string, an EnvVarSource or an EnvValue"
        not_set = 'Does it come from a variable that is not set? An empty value is ""'
        self.refused_props(
            ({"command": "sleep 1"}, ': command: must be a list, not str. Write a list: ["sleep", "1"]'),
            ({"ports": 80}, ': ports: must be a list, not int. Write a list: [{"container_port": 80}]'),
            ({"ports": [80]}, ': ports[0]: must be a KubeContainerPort, not int. Write {"container_port": 80}'),
            (
                {"volume_mounts": ["/v"]},
                ': volume_mounts[0]: must be a NamedVolumeMount, not str. Write {"name": …, "mount_path": "/v"}',
            ),
            (
                {"depends_on": ["proxy"]},
                ': depends_on[0]: must be a ContainerDependency, not str. Write {"name": …}',
            ),
            ({"tty": float("nan")}, ": tty: must be True or False, not float"),
            (
                {"env": [{"name": "A", "value": "b"}]},
                ': env: must be a dict, not list. Write names and values: {"NAME": "value"}',
            ),
            ({"env": {"A": None}}, f': env["A"]: {of_env}, not None. {not_set}'),
            ({"image": None}, f": image: must be a string, not None. {not_set}"),
            (
                {"resources": "1Gi"},
                ': resources: must be a ResourceRequirements, not str. Write {"limits": {"memory": "1Gi"}}',
            ),
            (
                {"liveness_probe": "/x"},
                ': liveness_probe: must be a KubeProbe, not str. Write {"http_get": {"path": "/x", "port": …}}',
            ),
            (
                {"pod": {"tolerations": ["gpu"]}},
                ': pod.tolerations[0]: must be a Toleration, not str. Write {"key": "gpu", "operator": "Exists"}',
            ),
            ({"pod": {"nodeSelector": "aB=c"}}, ': pod.node_selector: must be a dict, not str. Write {"aB": "c"}'),
            (
                {"pod": {"termination_grace_period_seconds": "30s"}},
                ": pod.termination_grace_period_seconds: must be a number, not str. Write seconds: 30",
            ),
            ({"tty": "yes"}, ": tty: must be True or False, not str. Write True"),
            ({"gpu": 1}, ": gpu: must be a Gpu, not int. Use Gpu.amd(), Gpu.intel(), Gpu.nvidia() …"),
            ({"metadata": 3, "pod": []}, f": metadata: must be an ApiObjectMetadata, not int. {self.METADATA}"),
        )
        modes = ", ".join(f"SideCarMode.{each.name}" for each in list(SideCarMode)[:-1])
        self.refused(
            f"Algorithm.add_side_car: mode: must be a SideCarMode, not str. Use {modes} or SideCarMode.INIT",
            lambda: pod_of(lambda a: a.add_side_car("s", image=IMAGE, mode="native")),  # type: ignore[arg-type]
        )
        self.refused(
            "ContainerBase.mount: mount_path: must be a string, not SharedVolume",
            lambda: pod_of(lambda a: a.mount(a.volumes[0], "/v")),  # type: ignore[arg-type]
        )
        self.refused("Gpu.nvidia: count: must be a number, not str", lambda: Gpu.nvidia("1"))  # type: ignore[arg-type]

    def test_values_that_contain_themselves(self) -> None:
        given: Dict[str, Any] = {"a": []}
        given["a"].append(given)
        items: List[Any] = []
        items.append({"name": "v", "mount_path": items})
        reported = "contains itself, which JSON can't represent"
        self.refused_props(
            ({"ports": given}, f': ports["a"][0]: {reported}'),
            ({"fields": given}, f': fields["a"][0]: {reported}'),
            ({"env": {"A": given}}, f': env["A"]["a"][0]: {reported}'),
            ({"volume_mounts": items}, f': volume_mounts[0]["mount_path"]: {reported}'),
        )
        pod = AlgorithmPod(fields={"x": []})
        pod.fields["x"].append(pod.fields)  # type: ignore[index]
        self.refused_props(({"pod": pod}, f': pod.fields["x"][0]: {reported}'))
        self.refused(
            f'ManifestValidator.validate: manifest["a"][0]: {reported}', lambda: ManifestValidator.validate(given)
        )

    def test_objects_of_other_libraries(self) -> None:
        amount = "must be a string, a number or a Quantity"
        seconds = "active_deadline_seconds: must be a number"
        workload = "Use AlgorithmWorkload.cron_job(), AlgorithmWorkload.daemon_set(), AlgorithmWorkload.deployment() …"
        size, cpu = Size.mebibytes(64), Cpu.millis(100)
        self.refused_props(
            ({"resources": {"limits": {"cpu": cpu}}}, f': resources.limits["cpu"]: {amount}, not Cpu. Write "100m"'),
            (
                {"resources": {"limits": {"memory": size}}},
                f': resources.limits["memory"]: {amount}, not Size. Write "64Mi"',
            ),
            (
                {"liveness_probe": Probe.from_http_get("/")},
                ": liveness_probe: must be a KubeProbe, not Probe. Write KubeProbe(…), or a dict",
            ),
            (
                {"workload": AlgorithmWorkload.job},
                f": workload: must be an AlgorithmWorkload, not method. {workload}",
            ),
            (
                {"workload": JobOptions(backoff_limit=1)},
                f": workload: must be an AlgorithmWorkload, not JobOptions. {workload}",
            ),
        )
        values: List[Any] = [timedelta(hours=1), Duration.hours(1)]
        for value in values:
            self.refused(
                f"AlgorithmWorkload.job: {seconds}, not {type(value).__name__}. Write seconds: 3600",
                lambda: AlgorithmWorkload.job(active_deadline_seconds=value),
            )
        file: Any = Path("print.json")
        self.refused(
            f'HkubeAlgorithm.from_file: path: must be a string, not {type(file).__name__}. Write "print.json"',
            lambda: HkubeAlgorithm.from_file(chart(), "a", file),
        )

    def test_objects_of_a_wrong_class(self) -> None:
        first = "Pass the construct that it belongs to first, such as the chart or the algorithm"
        scope: Any = "v"
        self.refused(
            f"SharedVolume.from_empty_dir: scope: must be a Construct, not str. {first}",
            lambda: SharedVolume.from_empty_dir(scope, "v"),
        )
        self.refused(
            "ContainerBase.add_dependency: container: must be a ContainerBase, not str. "
            "Pass the algorithm, or what add_side_car() returned",
            lambda: pod_of(lambda a: a.add_dependency("proxy")),  # type: ignore[arg-type]
        )

    def test_what_comes_before_init(self) -> None:
        class TooEarly(SideCar):
            def __init__(self, use: Callable[[SideCar], Any]) -> None:
                use(self)

        first = "call super().__init__() first"
        self.refused(
            f"SharedVolume.from_empty_dir: scope: {first}",
            lambda: TooEarly(lambda made: SharedVolume.from_empty_dir(made, "v")),
        )
        self.refused(f"ContainerBase.add_env: {first}", lambda: TooEarly(lambda made: made.add_env("A", "b")))

    def test_the_same_dict_in_two_places(self) -> None:
        limits = {"memory": "1Gi"}
        resources = container_of(resources={"limits": limits, "requests": limits})["resources"]
        self.assertEqual([resources["limits"]["memory"], resources["requests"]["memory"]], ["1Gi", "1Gi"])

    def test_the_page_shows_what_is_raised(self) -> None:
        page = (Path(__file__).parents[2] / "docs" / "python.md").read_text()
        makers: List[Callable[[], Any]] = [
            lambda: pod_of(imge=IMAGE),
            lambda: pod_of(environment={}),
            lambda: pod_of(tolerations=[]),
            lambda: pod_of(command="sleep 1"),
            lambda: pod_of(ports=[80]),
            lambda: pod_of(volume_mounts=[{"name": "v", "mountPath": "/v", "read_onyl": True}]),
            lambda: pod_of(env={"PORT": 8080}),
            lambda: pod_of(lambda a: a.mount(a.volumes[0], "/v")),  # type: ignore[arg-type]
        ]
        shown = re.findall(r"^TypeError: (.*)$", page, re.MULTILINE)
        self.assertEqual(len(shown), len(makers))
        for text, make in zip(shown, makers):
            self.refused(text, make)

    METADATA = "Its fields are annotations, finalizers, labels, name, namespace, owner_references"

    def test_no_secret_is_repeated(self) -> None:
        with self.assertRaises(TypeError) as raised:
            pod_of(env=["PASSWORD=hunter2"])
        self.assertNotIn("hunter2", str(raised.exception))

    def test_the_traceback_ends_where_the_argument_is(self) -> None:
        try:
            AlgorithmWorkload.job(retries=1)  # type: ignore[call-arg]
        except TypeError as error:
            frames = [frame.name for frame in traceback.extract_tb(error.__traceback__)]
            self.assertEqual(frames, ["test_the_traceback_ends_where_the_argument_is", "wrapper"])
            self.assertTrue(error.__suppress_context__)

    def test_what_synth_reports(self) -> None:
        with self.assertRaises(RuntimeError) as raised:
            pod_of(resources={"requests": {"memory": "2Gi"}, "limits": {"memory": "1Gi"}})
        self.assertEqual(
            str(raised.exception),
            "Error: Validation failed with the following errors:\n"
            '  [chart/a] spec.template.spec.containers[0].resources.requests: Invalid value: "2Gi": '
            "must be less than or equal to memory limit of 1Gi",
        )

    def test_a_registration_without_a_spec(self) -> None:
        scope = chart()
        HkubeRegistration(scope, "r", endpoint="http://hkube/api/v1")
        with self.assertRaisesRegex(RuntimeError, r"\[chart/r\] spec: Required value"):
            Testing.synth(scope)


if __name__ == "__main__":
    unittest.main()
