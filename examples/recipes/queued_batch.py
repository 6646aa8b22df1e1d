from cdk8s_hkube import Algorithm, AlgorithmWorkload, Gpu, Queue
from constructs import Construct


class QueuedBatch(Algorithm):
    """
    An indexed Job on GPUs that Kueue starts when there is room for it. A lost node or spot instance costs no retry.
    """

    def __init__(self, scope: Construct, id: str, *, image: str, parts: int, parallelism: int, queue: str) -> None:
        """
        :param image: the image that does one part of the work; its number is in JOB_COMPLETION_INDEX
        :param parts: how many parts there are
        :param parallelism: how many of them run at once
        :param queue: a LocalQueue of Kueue
        """
        super().__init__(
            scope,
            id,
            image=image,
            gpu=Gpu.nvidia(1),
            queue=Queue.kueue(queue),
            name_suffix_hash=True,
            workload=AlgorithmWorkload.job(
                completion_mode="Indexed",
                completions=parts,
                parallelism=parallelism,
                backoff_limit_per_index=2,
                pod_failure_policy={
                    "rules": [
                        {
                            "action": "Ignore",
                            "on_pod_conditions": [{"type": "DisruptionTarget", "status": "True"}],
                        }
                    ],
                },
            ),
        )
